import highsModule from 'highs';
import { startOfDay } from '#time';
import type {
  Candidate,
  PlanProblem,
  PlanRelation,
  PlanSession,
} from '../../../apps/sessions/src/planner/plan-problem.js';

// The package's types describe it as CommonJS; imported as a module, its default export is the loader itself.
const loadHighs = highsModule as unknown as (typeof highsModule)['default'];

const MINUTE = 60_000;
const GAP = { mip_rel_gap: 0, mip_abs_gap: 0.999, output_flag: false };

export interface Optimum {
  /** Weighted minutes. */
  readonly worst: number;
  readonly total: number;
}

/**
 * The same question to the same solver as one writes it first: a text in LP format with a row for each two candidates
 * that cannot both be, and one solve for the worst city, another for the total.
 * @returns null when the time was too short to prove it
 */
export async function solvePairwise(problem: PlanProblem, limitSeconds: number): Promise<Optimum | null> {
  const highs = await loadHighs();
  const started = performance.now();
  const left = () => Math.max(0.1, limitSeconds - (performance.now() - started) / 1_000);
  const rows = [...pairRows(problem)];
  const first = highs.solve(textOf(problem, rows, null), { ...GAP, time_limit: left() });
  if (first.Status !== 'Optimal') return null;
  const worst = Math.round(first.ObjectiveValue);
  const second = highs.solve(textOf(problem, rows, worst), { ...GAP, time_limit: left() });
  if (second.Status !== 'Optimal') return null;
  return { worst, total: Math.round(second.ObjectiveValue) };
}

const name = (session: number, candidate: number) => `x${session}_${candidate}`;

function* pairRows({ sessions, relations }: PlanProblem): Generator<string> {
  for (let one = 0; one < sessions.length; one++) {
    for (let two = one + 1; two < sessions.length; two++) {
      const related = relations.filter(
        ({ earlier, later }) => (earlier === one && later === two) || (earlier === two && later === one),
      );
      for (const [i, a] of sessions[one]!.candidates.entries()) {
        for (const [j, b] of sessions[two]!.candidates.entries()) {
          if (
            clash(sessions[one]!, a, sessions[two]!, b) ||
            related.some((each) => breaks(each, one, a, b, sessions))
          )
            yield `${name(one, i)} + ${name(two, j)} <= 1`;
        }
      }
    }
  }
}

function clash(one: PlanSession, a: Candidate, two: PlanSession, b: Candidate): boolean {
  const isAtOnce = a.at < b.at + two.durationMinutes * MINUTE && b.at < a.at + one.durationMinutes * MINUTE;
  const isSamePlace = a.place !== null && a.place === b.place;
  return isAtOnce && (isSamePlace || one.speakers.some((speaker) => two.speakers.includes(speaker)));
}

function breaks(
  { kind, earlier, gapMinutes, overlapMinutes, zone }: PlanRelation,
  one: number,
  a: Candidate,
  b: Candidate,
  sessions: readonly PlanSession[],
): boolean {
  const [first, second] = earlier === one ? [a, b] : [b, a];
  const end = first.at + sessions[earlier]!.durationMinutes * MINUTE;
  if (kind === 'follows') return second.at < end + gapMinutes * MINUTE;
  if (kind === 'continues') return second.at > end || second.at < end - overlapMinutes * MINUTE;
  return kind === 'simulcast' ? first.at !== second.at : second.at < startOfDay(first.at, zone, 1);
}

/** @param worst bound of the second solve; null for the first, which looks for it */
function textOf({ cities, sessions }: PlanProblem, pairs: readonly string[], worst: number | null): string {
  const all = sessions.flatMap(({ candidates }, session) =>
    candidates.map((candidate, index) => ({ column: name(session, index), burdens: candidate.burdens })),
  );
  const burdensOf = (city: number) =>
    all
      .filter(({ burdens }) => burdens[city]! > 0)
      .map(({ column, burdens }) => `${burdens[city]} ${column}`);
  const once = sessions.map(
    ({ candidates }, session) => `${candidates.map((_, index) => name(session, index)).join(' + ')} = 1`,
  );
  const loads = cities.map((_, city) => `${burdensOf(city).join(' + ')} - worst <= 0`);
  // Once for each column: a second mention would take the place of the first.
  const sums = all.map(({ column, burdens }) => ({ column, sum: burdens.reduce((a, b) => a + b, 0) }));
  const total = sums.flatMap(({ column, sum }) => (sum > 0 ? `${sum} ${column}` : [])).join(' + ');
  return [
    'Minimize',
    `obj: ${worst === null ? 'worst' : total}`,
    'Subject To',
    ...once,
    ...loads.filter((row) => !row.startsWith(' -')),
    ...pairs,
    'Bounds',
    worst === null ? 'worst >= 0' : `0 <= worst <= ${worst}`,
    'Binary',
    ...all.map(({ column }) => column),
    'End',
  ].join('\n');
}
