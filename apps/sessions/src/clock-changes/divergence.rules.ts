import type { Divergence, OutputOf, SettleDivergence, ShiftedCity, Start } from '#contracts';
import {
  formatInstant,
  formatLocal,
  instantMillis,
  localTime,
  parseLocal,
  PINNED,
  resolve,
  settle,
  zone,
} from '#time';
import type { z } from 'zod';

const MINUTE = 60_000;

type Shifted = z.infer<typeof ShiftedCity>;
export type Occurrence = OutputOf<typeof SettleDivergence>['occurrences'][number];

/** A city with its clock. */
export interface CityZone {
  slug: string;
  zone: string;
}

/** A session of a series, as far as other cities' clocks go. */
export interface Placed {
  sessionId: string;
  occurrence: string;
  /** Null once it is cancelled, or when it has none. */
  start: Start | null;
  /** Its start was changed for it alone: it belongs to no pattern any more. */
  isException: boolean;
  isToCome: boolean;
  parts: Record<string, Shifted['part']>;
  /** Whose consent another start would need. */
  moveRequired: string[];
  choice: Occurrence['choice'];
}

/** Who is there at the time itself; who watches the recording has their own time. */
const PRESENT: readonly Shifted['part'][] = ['required', 'invited'];

/**
 * Occurrences to come at which clocks of a city differ from the host's by something else than they usually do in this
 * series, with what can be done about each (DESIGN section 7).
 * @param hostZone of the series' wall time
 * @param placed all of the series, in order
 */
export function divergence(
  seriesId: string,
  hostZone: string,
  placed: readonly Placed[],
  cities: readonly CityZone[],
): Divergence {
  const regular = placed.filter(({ start, isException }) => start !== null && !isException);
  const usual = cities
    .map(({ slug, zone }) => ({
      city: slug,
      zone,
      differenceMinutes: mostFrequent(
        regular.flatMap(({ start, parts }) =>
          isPresent(parts, slug) ? [difference(start!.instant, zone, hostZone)] : [],
        ),
      ),
    }))
    .flatMap(({ differenceMinutes, ...city }) =>
      differenceMinutes === undefined ? [] : [{ ...city, differenceMinutes }],
    );
  const occurrences = regular
    .filter(({ isToCome }) => isToCome)
    .flatMap((one) => {
      const shifted = usual.flatMap((city) => shiftOf(one, city, hostZone));
      return shifted.length === 0 ? [] : [offersFor(one, shifted, hostZone, usual)];
    });
  return { seriesId, zone: hostZone, usual, occurrences };
}

/** The one that `keep: instant` keeps unless another is named: a required one that shifts most, then any that does. */
export function anchorOf(shifted: readonly Shifted[]): Shifted {
  const rank = ({ part, differenceMinutes }: Shifted) =>
    (part === 'required' ? 1 : 0) * 100_000 + Math.abs(differenceMinutes);
  return shifted.reduce((best, other) => (rank(other) > rank(best) ? other : best));
}

/** The start at which clocks of a city show what they usually do, told by the host's clock. */
export function startKeeping(
  { usualLocal }: Pick<Shifted, 'usualLocal'>,
  cityZone: string,
  start: Start,
): Start {
  const found = resolve(usualLocal, cityZone).instants.map(instantMillis);
  // Its own clocks may skip the time just then; the first one after it is as near as can be.
  const instants = found.length > 0 ? found : [settle(usualLocal, cityZone)];
  const distance = (instant: number) => Math.abs(instant - instantMillis(start.instant));
  return startAt(
    instants.reduce((best, other) => (distance(other) < distance(best) ? other : best)),
    start.zone,
  );
}

function offersFor(
  { sessionId, occurrence, start, parts, moveRequired, choice }: Placed,
  shifted: readonly Shifted[],
  hostZone: string,
  cities: Divergence['usual'],
): Occurrence {
  const anchor = anchorOf(shifted);
  const kept = startKeeping(anchor, cities.find(({ city }) => city === anchor.city)!.zone, start!);
  const localTimes = (instant: string) =>
    cities
      .filter(({ city, zone }) => isPresent(parts, city) && zone !== hostZone)
      .map(({ city, zone }) => ({ city, local: localTime(instant, zone).local }));
  return {
    sessionId,
    occurrence,
    start: start!,
    cities: [...shifted],
    keepWall: { start: start!, localTimes: localTimes(start!.instant) },
    keepInstant: { city: anchor.city, start: kept, localTimes: localTimes(kept.instant) },
    moveRequired,
    choice,
  };
}

function shiftOf(
  { start, parts }: Placed,
  { city, zone, differenceMinutes: usual }: Divergence['usual'][number],
  hostZone: string,
): Shifted[] {
  if (!isPresent(parts, city)) return [];
  const differenceMinutes = difference(start!.instant, zone, hostZone) - usual;
  if (differenceMinutes === 0) return [];
  const wall = parseLocal(start!.local);
  return [
    {
      city,
      part: parts[city]!,
      usualLocal: formatLocal(wall + usual * MINUTE),
      local: formatLocal(wall + (usual + differenceMinutes) * MINUTE),
      differenceMinutes,
    },
  ];
}

function isPresent(parts: Placed['parts'], city: string): boolean {
  const part = parts[city];
  return part !== undefined && PRESENT.includes(part);
}

/** How much later clocks of a zone show, in minutes. */
function difference(instant: string, zoneName: string, hostZone: string): number {
  const at = instantMillis(instant);
  return zone(zoneName).offset(at) - zone(hostZone).offset(at);
}

/** Of values as frequent, the one that comes first. */
function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: number | undefined;
  for (const [value, count] of counts) if (best === undefined || count > counts.get(best)!) best = value;
  return best;
}

function startAt(instant: number, zoneName: string): Start {
  const { local, offset } = localTime(instant, zoneName);
  return {
    local,
    zone: zoneName,
    offset,
    instant: formatInstant(instant),
    tzdb: PINNED.version,
  };
}
