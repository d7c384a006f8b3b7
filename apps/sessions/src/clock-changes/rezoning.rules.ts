import type { BrokenRelation, RezonedSession, Start } from '#contracts';
import {
  compareTzdb,
  formatInstant,
  instantMillis,
  isKnownZone,
  PINNED,
  resolve,
  toInstant,
  type Tzdb,
} from '#time';
import { bindings, holds, type PlacedSession } from '../relations/binding.rules.js';
import type { z } from 'zod';

export interface Rereading {
  start: Start;
  /** Whether readers see another start: another instant, or another wall time. */
  isChanged: boolean;
  settled: RezonedSession['settled'];
}

/**
 * A stored start by another tzdb. The wall time and its zone are what people agreed, so the instant follows. A wall time
 * that the new rules skip becomes the nearest one that exists (of two as near, the earlier); one that they show twice
 * keeps its instant, or else takes the earlier; a zone that they don't have keeps its instant.
 */
export function reread(
  start: Pick<Start, 'local' | 'zone' | 'offset' | 'instant'>,
  tzdb: Tzdb = PINNED,
): Rereading {
  const { local, zone, instant } = start;
  const kept = { local, zone, offset: start.offset, instant, tzdb: tzdb.version };
  if (!isKnownZone(zone, tzdb)) return { start: kept, isChanged: false, settled: 'zone' };
  const { kind, instants, offsets, suggestions } = resolve(local, zone, tzdb);
  if (kind === 'gap') {
    const next = nearest(suggestions, zone, instant, tzdb);
    return { start: next, isChanged: true, settled: 'gap' };
  }
  const same = instants.findIndex((one) => instantMillis(one) === instantMillis(instant));
  const index = Math.max(same, 0);
  return {
    start: { ...kept, instant: instants[index]!, offset: offsets[index]! },
    isChanged: same === -1,
    settled: kind === 'overlap' && same === -1 ? 'overlap' : null,
  };
}

function nearest(locals: readonly string[], zone: string, instant: string, tzdb: Tzdb): Start {
  const starts = locals.map((local) => toInstant({ local, zone, disambiguation: 'earlier' }, tzdb));
  const distance = (start: Start) => Math.abs(instantMillis(start.instant) - instantMillis(instant));
  return starts.reduce((best, other) => (distance(other) < distance(best) ? other : best));
}

/** What stored versions ask of a process with this one. */
export function upgradeFrom(
  stored: readonly string[],
  pinned: string,
): { outdated: string[]; oldest: string | undefined; newer: string[] } {
  const sorted = [...stored].sort(compareTzdb);
  const outdated = sorted.filter((version) => compareTzdb(version, pinned) < 0);
  return {
    outdated,
    oldest: outdated[0],
    newer: sorted.filter((version) => compareTzdb(version, pinned) > 0),
  };
}

/**
 * Relations that held before some sessions moved and don't hold any more.
 * @param sessions of the programmes concerned, as they are now
 * @param before where those that moved started
 */
export function brokenRelations(
  sessions: readonly PlacedSession[],
  before: ReadonlyMap<string, number>,
): z.infer<typeof BrokenRelation>[] {
  const now = new Map(sessions.map(({ id, start }) => [id, start]));
  const then = new Map([...now, ...before]);
  return bindings(sessions)
    .filter((relation) => holds(relation, then) && !holds(relation, now))
    .map(([binding]) => {
      const { earlier, later, kind } = binding!.relation;
      return { session: later, earlier, kind };
    });
}

/** What a report says of a start. */
export function reading({
  local,
  zone,
  instant,
}: Pick<Start, 'local' | 'zone' | 'instant'>): RezonedSession['from'] {
  return { local, zone, instant: formatInstant(instant) };
}
