import { Injectable } from '@nestjs/common';
import type { Actor, FindBusy, OutputOf, ParsedInputOf } from '#contracts';
import { formatInstant } from '#time';
import { DataSource } from 'typeorm';
import { spansOf, unavailable } from '../conflicts/availability.rules.js';
import { draftScope } from '../scheduling/session.queries.js';
import { findBusyOnes, findTaken, type BusyKind, type BusyOne } from './busy.queries.js';

type Reply = OutputOf<typeof FindBusy>;
type Query = ParsedInputOf<typeof FindBusy>;

@Injectable()
export class BusyService {
  constructor(private readonly dataSource: DataSource) {}

  /** Who asks without seeing drafts learns of released sessions only, and of nobody's availability. */
  async find(query: Query, actor: Actor): Promise<Reply> {
    const [speakers, places] = await Promise.all([
      this.findKind('speaker', query.speakers, query, actor),
      this.findKind('place', query.places, query, actor),
    ]);
    return {
      items: [...speakers.items, ...places.items],
      unknown: { speakers: speakers.unknown, places: places.unknown },
    };
  }

  private async findKind(kind: BusyKind, ids: string[], query: Query, actor: Actor) {
    if (ids.length === 0) return { items: [], unknown: [] };
    const { manager } = this.dataSource;
    const drafts = draftScope(actor);
    const known = await findBusyOnes(manager, kind, ids, drafts);
    const knownIds = known.map(({ id }) => id);
    const taken = await findTaken(manager, kind, knownIds, drafts, query);
    const away = known.flatMap((one) => awayOf(one, query).map((span) => ({ id: one.id, ...span })));
    return {
      items: [...taken, ...away].map(({ id, from, to }) => ({
        kind,
        id,
        from: formatInstant(from),
        to: formatInstant(to),
      })),
      unknown: ids.filter((id) => !knownIds.includes(id)),
    };
  }
}

function awayOf({ isInside, availability, zone }: BusyOne, { from, to }: Query) {
  if (!isInside || !availability || !zone) return [];
  return unavailable(spansOf(availability, zone), { from: Date.parse(from), to: Date.parse(to) });
}
