import { startOfDay } from '#time';
import type { Candidate, Constraint, PlanProblem, PlanRelation, PlanSession } from '../plan-problem.js';
import { cliques, type Interval } from './cliques.rules.js';
import { addOrder, type Keyed } from './order.rules.js';
import { RowBuilder, type Rows } from './rows.rules.js';

const MINUTE = 60_000;

/** Sessions over candidates as binary columns: x = 1 when the session takes it. */
export interface PlanModel {
  /** Of candidates. */
  readonly columns: number;
  /** Columns from 0 to 1 after them, with which rows of relations stay short. */
  readonly helpers: number;
  readonly rows: Rows;
  /** Session of each column. */
  readonly sessionOf: Int32Array;
  /** Constraints that forbid a column, compressed like rows. */
  readonly banStarts: Int32Array;
  readonly bans: Int32Array;
  /** Per city, the burden of each column in weighted minutes divided by `unit`. */
  readonly burdens: readonly Float64Array[];
  /** 1 for columns that change a draft. */
  readonly changes: Float64Array;
  /** Weighted minutes of which all burdens are multiples: whole numbers close the gap sooner. */
  readonly unit: number;
  /** Constraints by index: `placed` of each session first, in order. */
  readonly constraints: readonly Constraint[];
}

/**
 * The model of a problem. Speakers and places are kept from being double-booked by one row per instant at which one
 * of them could be taken twice, and relations by one row per instant at which they could be broken: stronger than a row
 * per pair of candidates, and a fraction in number.
 */
export function modelOf(problem: PlanProblem): PlanModel {
  const { sessions } = problem;
  const constraints: Constraint[] = sessions.map((_, session) => ({ kind: 'placed', session }));
  const firsts = firstColumns(sessions);
  const columns = firsts[sessions.length]!;
  const rows = new RowBuilder(columns);

  for (const session of sessions.keys()) {
    rows.addSum(range(firsts[session]!, firsts[session + 1]!), { exactly: 1, constraint: session });
  }
  for (const [kind, id, users] of resourcesOf(problem, firsts)) {
    const index = constraints.push({ kind, id }) - 1;
    for (const clique of bookings(users)) rows.addSum(clique, { constraint: index });
  }
  for (const [number, relation] of problem.relations.entries()) {
    const [earlier, later] = [sessions[relation.earlier]!, sessions[relation.later]!];
    if (earlier.isFixed && later.isFixed) continue;
    const index = constraints.push({ kind: 'relation', relation: number }) - 1;
    keep(relation, problem, firsts, (first, second) => addOrder(rows, first, second, index));
  }
  const firstBan = constraints.length;
  for (const ban of problem.bans.keys()) constraints.push({ kind: 'ban', ban });

  return {
    columns,
    helpers: rows.helpers,
    rows: rows.build(),
    sessionOf: Int32Array.from(sessions.flatMap(({ candidates }, session) => candidates.map(() => session))),
    ...bansOf(sessions, firstBan),
    ...burdensOf(problem, columns),
    changes: Float64Array.from(
      sessions.flatMap(({ candidates }) => candidates.map(({ isChange }) => Number(isChange))),
    ),
    constraints,
  };
}

/** First column of each session, and after them the number of columns. */
export function firstColumns(sessions: readonly PlanSession[]): number[] {
  const firsts = [0];
  for (const { candidates } of sessions) firsts.push(firsts.at(-1)! + candidates.length);
  return firsts;
}

interface User extends Interval {
  readonly isFixed: boolean;
}

/** Who could take each speaker and place, and when; only those that more than one session could take. */
function resourcesOf(
  { sessions, samePlaces }: PlanProblem,
  firsts: readonly number[],
): ['speaker' | 'place', string, User[]][] {
  const users = { speaker: new Map<string, User[]>(), place: new Map<string, User[]>() };
  for (const [session, { candidates, durationMinutes, speakers, isFixed }] of sessions.entries()) {
    for (const [index, { at, place }] of candidates.entries()) {
      const column = firsts[session]! + index;
      const user = { column, session, from: at, until: at + durationMinutes * MINUTE, isFixed };
      if (place !== null) append(users.place, samePlaces?.get(place) ?? place, user);
      for (const speaker of speakers) append(users.speaker, speaker, user);
    }
  }
  const shared = (all: readonly User[]) => new Set(all.map(({ session }) => session)).size > 1;
  return (['speaker', 'place'] as const).flatMap((kind) =>
    [...users[kind]]
      .filter(([, all]) => shared(all))
      .map(([id, all]): ['speaker' | 'place', string, User[]] => [kind, id, all]),
  );
}

/**
 * What nobody may take twice. Sessions that stand already may overlap, where somebody has accepted it: each of them
 * is held against those to be placed, never against another.
 */
function bookings(users: readonly User[]): number[][] {
  const movable = users.filter(({ isFixed }) => !isFixed);
  return [
    ...cliques(movable),
    ...users
      .filter(({ isFixed }) => isFixed)
      .flatMap((fixed) => {
        const meanwhile = movable.filter(({ from, until }) => from < fixed.until && fixed.from < until);
        return cliques([fixed, ...meanwhile]);
      }),
  ];
}

/** Tells `inOrder` what must not come before what, so that the relation holds. */
function keep(
  { kind, earlier, later, gapMinutes, overlapMinutes, zone }: PlanRelation,
  { sessions }: PlanProblem,
  firsts: readonly number[],
  inOrder: (first: Keyed[], second: Keyed[]) => void,
): void {
  const keyed = (session: number, key: (candidate: Candidate) => number): Keyed[] =>
    sessions[session]!.candidates.map((candidate, index) => ({
      column: firsts[session]! + index,
      key: key(candidate),
    }));
  const end = ({ at }: Candidate) => at + sessions[earlier]!.durationMinutes * MINUTE;
  const start = ({ at }: Candidate) => at;
  switch (kind) {
    case 'follows':
      inOrder(
        keyed(earlier, (candidate) => end(candidate) + gapMinutes * MINUTE),
        keyed(later, start),
      );
      break;
    case 'continues':
      inOrder(
        keyed(earlier, (candidate) => end(candidate) - overlapMinutes * MINUTE),
        keyed(later, start),
      );
      inOrder(keyed(later, start), keyed(earlier, end));
      break;
    case 'simulcast':
      inOrder(keyed(earlier, start), keyed(later, start));
      inOrder(keyed(later, start), keyed(earlier, start));
      break;
    case 'encore':
      inOrder(
        keyed(earlier, ({ at }) => startOfDay(at, zone, 1)),
        keyed(later, start),
      );
  }
}

function bansOf(sessions: readonly PlanSession[], firstBan: number): Pick<PlanModel, 'banStarts' | 'bans'> {
  const all = sessions.flatMap(({ candidates }) => candidates.map(({ bans }) => bans));
  const starts = [0];
  for (const bans of all) starts.push(starts.at(-1)! + bans.length);
  return {
    banStarts: Int32Array.from(starts),
    bans: Int32Array.from(all.flat(), (ban) => firstBan + ban),
  };
}

function burdensOf({ cities, sessions }: PlanProblem, columns: number): Pick<PlanModel, 'burdens' | 'unit'> {
  const burdens = cities.map(() => new Float64Array(columns));
  let column = 0;
  let unit = 0;
  for (const { candidates, isFixed } of sessions) {
    for (const candidate of candidates) {
      for (const [city, minutes] of isFixed ? [] : candidate.burdens.entries()) {
        burdens[city]![column] = minutes;
        unit = greatestCommonDivisor(unit, minutes);
      }
      column++;
    }
  }
  if (unit > 1) for (const burden of burdens) for (const at of burden.keys()) burden[at]! /= unit;
  return { burdens, unit: Math.max(unit, 1) };
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

function range(from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, index) => from + index);
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
