import type { LedgerLine } from '#contracts';
import { burdenMinutes, unitsOf, type Purpose } from '#time';
import type { CityClock } from '../scheduling/local-times.rules.js';

/** Weighted hours in whole numbers, as libs/time counts them: seconds × millionths of a weight. */
export type Units = number;

interface Bearing {
  readonly status: string;
  readonly startsAt: Date | null;
  readonly durationMinutes: number;
  readonly purpose: Purpose;
  readonly parts: Readonly<Record<string, string>>;
  readonly ownCity: string;
}

/**
 * What a session lays on each city that it requires, from its release until it is cancelled: these are its lines. A
 * city whose clock is not known yet has none until it is.
 */
export function linesOf(session: Bearing, cities: readonly CityClock[]): Map<string, Units> {
  const { startsAt, durationMinutes, purpose, ownCity } = session;
  if (session.status !== 'scheduled' || startsAt === null) return new Map();
  return new Map(
    cities
      .filter(({ slug }) => session.parts[slug] === 'required')
      .map(({ slug, zone, comfort }) => {
        const isHost = slug === ownCity;
        const query = { startInstant: startsAt, durationMinutes, zone, purpose, isHost };
        return [slug, unitsOf(burdenMinutes({ ...query, comfort: comfort ?? undefined }))];
      }),
  );
}

/** An entry that is missing in the ledger. */
export interface NewEntry {
  readonly city: string;
  readonly kind: LedgerLine['kind'];
  readonly burden: Units | null;
  readonly change: Units;
}

/** The entries that bring a session's lines from what the ledger says to what they are. */
export function entriesBetween(
  written: ReadonlyMap<string, Units>,
  lines: ReadonlyMap<string, Units>,
): NewEntry[] {
  const cities = [...new Set([...written.keys(), ...lines.keys()])].sort();
  return cities.flatMap((city): NewEntry[] => {
    const [before, after] = [written.get(city), lines.get(city)];
    if (before === after) return [];
    if (after === undefined) return [{ city, kind: 'reversed', burden: null, change: -before! }];
    const kind = before === undefined ? 'borne' : 'corrected';
    return [{ city, kind, burden: after, change: after - (before ?? 0) }];
  });
}

/** Where a city begins that joins others: at their median, between the middle two when they are even in number. */
export function medianOf(totals: readonly Units[]): Units {
  if (totals.length === 0) return 0;
  const sorted = [...totals].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1]!, sorted[Math.floor(middle)]!];
  return Math.round((low + high) / 2);
}

/**
 * How evenly it is borne: 1 − Gini coefficient, G = Σ (2i − n − 1) xᵢ ÷ (n Σ xᵢ) over the totals in rising order (C. Gini,
 * Variabilità e mutabilità, 1912). 1 when all have borne the same, also nothing; 1 ÷ n when one has borne everything.
 * Exact in whole numbers, then rounded to 4 decimals.
 */
export function evennessOf(totals: readonly Units[]): number {
  const sorted = [...totals].sort((a, b) => a - b).map(BigInt);
  const n = BigInt(sorted.length);
  const all = n * sorted.reduce((sum, total) => sum + total, 0n);
  if (all === 0n) return 1;
  const spread = sorted.reduce((sum, total, index) => sum + (2n * BigInt(index + 1) - n - 1n) * total, 0n);
  return Number(((all - spread) * 20_000n + all) / (2n * all)) / 10_000;
}

/**
 * Who is due, first: the totals in rising order, each with what lies between it and an even share (the mean, to the
 * nearest unit).
 */
export function balancesOf<T extends { readonly city: string; readonly total: Units }>(
  totals: readonly T[],
): (T & { balance: Units })[] {
  const mean = totals.reduce((sum, { total }) => sum + total, 0) / Math.max(1, totals.length);
  return [...totals]
    .sort((a, b) => a.total - b.total || (a.city < b.city ? -1 : 1))
    .map((each) => ({ ...each, balance: Math.round(each.total - mean) }));
}

interface Point {
  /** A session's start, or the first instant of a month (UTC); milliseconds since the epoch. */
  at: number;
  burden: Units;
  total: Units;
}

/**
 * How each city came to its total: a point for each line, or for each month that has lines.
 * @param lines in order of their sessions' starts
 */
export function seriesOf(
  cities: readonly { readonly city: string; readonly opening: Units }[],
  lines: readonly { readonly city: string; readonly startsAt: Date; readonly burden: Units }[],
  by: 'session' | 'month',
): { city: string; points: Point[] }[] {
  return cities.map(({ city, opening }) => {
    const points: Point[] = [];
    let total = opening;
    for (const { startsAt, burden } of lines.filter((line) => line.city === city)) {
      total += burden;
      const at =
        by === 'session' ? startsAt.getTime() : Date.UTC(startsAt.getUTCFullYear(), startsAt.getUTCMonth());
      const last = points.at(-1);
      if (by === 'month' && last?.at === at) Object.assign(last, { burden: last.burden + burden, total });
      else points.push({ at, burden, total });
    }
    return { city, points };
  });
}
