import { GapError, OverlapError } from './errors.js';
import { formatInstant, instantMillis, type Instant } from './instants.js';
import { PINNED, type Tzdb } from './tzdb.js';
import { formatLocal, parseLocal } from './wall-times.js';
import { formatOffset } from './zone-names.js';
import { zone, type MeridianZone } from './zones.js';

const DAY = 86_400_000;

/** What a wall time means in a zone; the reply of `GET /v1/time/resolve`. */
export interface Resolution {
  zone: string;
  /** `gap`: the clocks skip it; `overlap`: they show it twice. */
  kind: 'unique' | 'gap' | 'overlap';
  /** UTC with Z, earlier first: one, none (gap) or two (overlap). */
  instants: string[];
  /** For a gap, the wall time moved back and forward by the gap's length; else empty. */
  suggestions: string[];
  /** Offset of each instant, `+07:00`. */
  offsets: string[];
  tzdb: string;
}

export type Disambiguation = 'earlier' | 'later';

/** A placed start as it is stored and shown (DESIGN section 7): the wall time is the truth, the rest follows. */
export interface ZonedStart {
  /** `2027-06-10T19:00:00` */
  local: string;
  zone: string;
  offset: string;
  instant: string;
  tzdb: string;
}

/**
 * The one resolver (DESIGN section 7). `local` is `YYYY-MM-DDTHH:mm[:ss]`. Another `tzdb` than the pinned one is only for
 * comparing the two.
 * Throws InvalidLocalTimeError and UnknownZoneError; gaps and overlaps are answers here, not errors.
 */
export function resolve(local: string, zoneName: string, tzdb: Tzdb = PINNED): Resolution {
  const where = zone(zoneName, tzdb);
  const wall = parseLocal(local);
  const instants = instantsOf(wall, where);
  const kind = instants.length === 0 ? 'gap' : instants.length === 1 ? 'unique' : 'overlap';
  return {
    zone: zoneName,
    kind,
    instants: instants.map(formatInstant),
    suggestions: kind === 'gap' ? around(wall, where) : [],
    offsets: instants.map((instant) => formatOffset(where.offsetMillis(instant))),
    tzdb: tzdb.version,
  };
}

/**
 * The start to store for a wall time. `disambiguation` chooses in an overlap and is ignored elsewhere: a gap
 * is refused in any case. Throws GapError, OverlapError, UnknownZoneError, InvalidLocalTimeError.
 */
export function toInstant(
  start: {
    local: string;
    zone: string;
    disambiguation?: Disambiguation | undefined;
  },
  by: Tzdb = PINNED,
): ZonedStart {
  const { zone: name, kind, instants, suggestions, offsets, tzdb } = resolve(start.local, start.zone, by);
  const local = formatLocal(parseLocal(start.local));
  if (kind === 'gap') throw new GapError(local, name, suggestions);
  if (kind === 'overlap' && !start.disambiguation) throw new OverlapError(local, name, instants);
  const chosen = start.disambiguation === 'later' ? instants.length - 1 : 0;
  return { local, zone: name, offset: offsets[chosen]!, instant: instants[chosen]!, tzdb };
}

/**
 * An instant (ms) for a wall time nobody chose, such as "a day before": in a gap the wall time moves forward
 * by the gap's length (02:30 becomes 03:30), in an overlap the earlier one is taken. Never use it for a time
 * that a person entered. Throws InvalidLocalTimeError and UnknownZoneError.
 */
export function settle(local: string, zoneName: string): number {
  return settleWall(parseLocal(local), zone(zoneName));
}

/** `settle` for wall milliseconds, of any year. */
export function settleWall(wall: number, where: MeridianZone): number {
  const [earliest] = instantsOf(wall, where);
  return earliest ?? wall - offsetBefore(wall, where);
}

/**
 * The instant (ms) at which a local day begins: the day of `at`, or so many days later. A day whose midnight the
 * clocks skip begins after the gap. Throws UnknownZoneError, InvalidInstantError.
 */
export function startOfDay(at: Instant, zoneName: string, daysLater = 0): number {
  const where = zone(zoneName);
  const ms = instantMillis(at);
  const wall = ms + where.offsetMillis(ms);
  return settleWall(Math.floor(wall / DAY) * DAY + daysLater * DAY, where);
}

/** All instants (ms) at which clocks of the zone show the wall time, earliest first. */
function instantsOf(wall: number, where: MeridianZone): number[] {
  return offsetsNear(wall, where)
    .map((offset) => wall - offset)
    .filter((instant) => instant + where.offsetMillis(instant) === wall)
    .sort((a, b) => a - b);
}

/** Each offset in force within a day of the wall time read as UTC; no offset is larger than 15 hours. */
function offsetsNear(wall: number, where: MeridianZone): number[] {
  const offsets = new Set<number>();
  for (let at = wall - DAY; at <= wall + DAY; at = where.nextTransition(at))
    offsets.add(where.offsetMillis(at));
  return [...offsets];
}

function around(wall: number, where: MeridianZone): string[] {
  const before = offsetBefore(wall, where);
  const after = where.offsetMillis(wall - before);
  return [formatLocal(wall - (after - before)), formatLocal(wall + (after - before))];
}

/** The offset in force just before the gap that swallows the wall time. */
function offsetBefore(wall: number, where: MeridianZone): number {
  for (let at = wall - DAY; at <= wall + DAY;) {
    const next = where.nextTransition(at);
    const before = where.offsetMillis(at);
    if (next + before <= wall && wall < next + where.offsetMillis(next)) return before;
    at = next;
  }
  throw new RangeError(`${formatLocal(wall)} lies in no gap of ${where.name}`);
}
