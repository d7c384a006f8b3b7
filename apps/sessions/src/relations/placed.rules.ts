import { settle, startOfDay } from '#time';
import type { PlacedSession } from './binding.rules.js';
import type { PlacedRow } from './placed.queries.js';

const MINUTE = 60_000;

/** A session as relations take it: it may start on the days of its window, and stays once it has begun. */
export function placedSession(row: PlacedRow, now: Date): PlacedSession {
  const { id, startsAt, zone, durationMinutes, window, relations } = row;
  const start = startsAt.getTime();
  return { id, start, durationMinutes, zone, relations, ...limitsOf(start, zone, window, now.getTime()) };
}

function limitsOf(
  start: number,
  zone: string,
  window: PlacedRow['window'],
  now: number,
): Pick<PlacedSession, 'earliest' | 'latest'> {
  if (start <= now) return { earliest: start, latest: start };
  if (!window) return { earliest: now };
  const first = settle(`${window.from}T00:00`, zone);
  const last = startOfDay(settle(`${window.to}T00:00`, zone), zone, 1) - MINUTE;
  return { earliest: Math.max(first, now), latest: last };
}

/** Ids of the sessions that relations tie to these, directly or through others, themselves included. */
export function tiedTo(
  ids: Iterable<string>,
  sessions: readonly Pick<PlacedSession, 'id' | 'relations'>[],
): ReadonlySet<string> {
  const neighbours = new Map<string, string[]>();
  const tie = (a: string, b: string) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const session of sessions) {
    for (const { session: earlier } of session.relations) {
      tie(session.id, earlier);
      tie(earlier, session.id);
    }
  }
  const tied = new Set(ids);
  for (const member of tied) for (const neighbour of neighbours.get(member) ?? []) tied.add(neighbour);
  return tied;
}
