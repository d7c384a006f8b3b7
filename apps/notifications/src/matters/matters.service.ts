import { Injectable } from '@nestjs/common';
import type { BlockMade, FactDataOf, Move, PollState } from '#contracts';
import type { Tx } from '#platform';
import { DataSource } from 'typeorm';
import { MatterCopy } from './matter-copy.entity.js';
import { readMatterId } from './matter-id.rules.js';
import type { DayMatter, Matter, SeriesMatter } from './matter.js';
import { MattersClient } from './matters.client.js';
import {
  findCities,
  findCurrent,
  findDigest,
  findEventMatter,
  findMatterCopy,
  findOpenMoves,
  findTitle,
} from './matters.queries.js';

/** A digest looks a day back from its morning; it may be sent later than that. */
const DIGEST_REACH_MS = 10 * 86_400_000;

/** Keeps and finds what notices to organizers and liaisons are about. */
@Injectable()
export class MattersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly client: MattersClient,
  ) {}

  /** @returns what was known before (null for nothing) when this is newer, else undefined */
  async apply<T extends { id: string; programmeId: string; version: number }>(
    tx: Tx,
    kind: MatterCopy['kind'],
    state: T,
  ): Promise<T | null | undefined> {
    // Made with version 0 first, so that there is a row to lock.
    await tx.manager.query(
      `INSERT INTO matter_copies (kind, id, programme_id, version, data) VALUES ($1, $2, $3, 0, 'null')
       ON CONFLICT DO NOTHING`,
      [kind, state.id, state.programmeId],
    );
    const copy = await tx.manager.findOneOrFail(MatterCopy, {
      where: { kind, id: state.id },
      lock: { mode: 'for_no_key_update' },
    });
    if (copy.version >= state.version) return undefined;
    const before = copy.version === 0 ? null : (copy.data as T);
    await tx.manager.save(Object.assign(copy, { version: state.version, data: state }));
    return before;
  }

  /**
   * What a notice is about, as it is now; null when it is not known (any more).
   * @param people who it is written to
   * @throws RuleViolation when another service does not answer
   */
  async find(
    name: string,
    people: readonly { personId: string; city: string | null }[],
    now: Date,
  ): Promise<Matter | null> {
    const { kind, id } = readMatterId(name);
    switch (kind) {
      case 'event':
        return findEventMatter(this.dataSource, id);
      case 'day':
        return this.findDay(id);
      case 'digest':
        return findDigest(this.dataSource, id, new Date(now.getTime() - DIGEST_REACH_MS));
      case 'move':
      case 'poll':
      case 'series':
      case 'block': {
        const copy = await findMatterCopy(this.dataSource, kind, id);
        return copy && this.fromCopy(copy, people);
      }
    }
  }

  private async fromCopy(
    { kind, id, programmeId, data }: MatterCopy,
    people: readonly { personId: string; city: string | null }[],
  ): Promise<Matter> {
    const cities = await findCities(this.dataSource);
    switch (kind) {
      case 'move': {
        const move = data as Move;
        const current = await findCurrent(
          this.dataSource,
          move.sessions.map((session) => session.id),
        );
        return { kind, programmeId, move, current, cities };
      }
      case 'poll': {
        const asked = people.flatMap(({ personId, city }) => (city ? [{ personId, city }] : []));
        const poll = data as PollState;
        const links = poll.status === 'open' ? await this.client.pollLinks(id, asked) : new Map();
        return { kind, programmeId, poll, cities, links };
      }
      case 'block': {
        const { sessionId } = data as FactDataOf<typeof BlockMade>;
        const [title, block] = await Promise.all([
          findTitle(this.dataSource, [sessionId]),
          this.client.block(id),
        ]);
        return { kind, programmeId, sessionId, title, block, cities };
      }
      case 'series': {
        const { occurrences } = data as Pick<SeriesMatter, 'occurrences'>;
        const title = await findTitle(
          this.dataSource,
          occurrences.map(({ sessionId }) => sessionId),
        );
        return { kind, programmeId, occurrences, title, cities };
      }
    }
  }

  /** @param id event and day: `<event>:2027-06-10` */
  private async findDay(id: string): Promise<DayMatter | null> {
    const at = id.lastIndexOf(':');
    const found = await findEventMatter(this.dataSource, id.slice(0, at));
    if (!found) return null;
    const date = id.slice(at + 1);
    const sessions = await this.client.sessionsOfDay(found.event.id, date);
    const [seats, moves] = await Promise.all([
      this.client.seatsByCity(sessions.map((session) => session.id)),
      findOpenMoves(this.dataSource, found.programmeId),
    ]);
    return { ...found, kind: 'day', date, sessions, seats, moves };
  }
}
