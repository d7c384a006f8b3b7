import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  notFound,
  refusal,
  type FindSeatHistory,
  type OutputOf,
  type ParsedInputOf,
  type ReplaySeats,
} from '#contracts';
import type { RequestContext } from '#platform';
import { DataSource } from 'typeorm';
import { findSeatsById } from '../seats/seats.queries.js';
import {
  findJoinLogOfSeat,
  findLogOfSeat,
  pageSlotIds,
  readLogOfSlot,
  readSlotNow,
} from './history.queries.js';
import { inOrder, tell, tellJoin } from './history.rules.js';
import { SlotReplay } from './replay.rules.js';

const MOST_FINDINGS_OF_SLOT = 20;

@Injectable()
export class HistoryService {
  constructor(private readonly dataSource: DataSource) {}

  /** Why a seat is what it is, in words, and when its person joined. */
  async find(
    { id }: ParsedInputOf<typeof FindSeatHistory>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindSeatHistory>> {
    if (actor.kind === 'anonymous') throw refusal(actor, 'seat.read');
    const { manager } = this.dataSource;
    const [seat] = await findSeatsById(manager, [id]);
    if (!seat || !allows(actor, 'seat.read', seat)) throw notFound('seat', id);
    const entries = await findLogOfSeat(manager, id);
    const joins = await findJoinLogOfSeat(manager, id);
    return {
      items: inOrder(
        entries.map((entry) => tell(entry, seat.personId)),
        joins.map(tellJoin),
      ),
    };
  }

  /** Replays the log of slots; each in a snapshot of its own, while seats are taken. */
  async replay(
    { after, limit }: ParsedInputOf<typeof ReplaySeats>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof ReplaySeats>> {
    authorize(actor, 'facts.operate');
    const slotIds = await pageSlotIds(this.dataSource.manager, after, limit);
    let entries = 0;
    const findings: OutputOf<typeof ReplaySeats>['findings'] = [];
    for (const slotId of slotIds) {
      const replay = await this.replaySlot(slotId);
      entries += replay.entries;
      findings.push(
        ...replay.findings.slice(0, MOST_FINDINGS_OF_SLOT).map((finding) => ({ slotId, ...finding })),
      );
    }
    const next = slotIds.length < limit ? null : slotIds.at(-1)!;
    return { slots: slotIds.length, entries, findings, next };
  }

  private replaySlot(slotId: string): Promise<SlotReplay> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const replay = new SlotReplay();
      for await (const entry of readLogOfSlot(manager, slotId)) replay.add(entry);
      replay.end(await readSlotNow(manager, slotId));
      return replay;
    });
  }
}
