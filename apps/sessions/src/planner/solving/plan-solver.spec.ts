import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Candidate, Constraint, PlanProblem, PlanSession } from '../plan-problem.js';
import { modelOf } from './plan-model.rules.js';
import { PlanSolver } from './plan-solver.js';

const HOUR = 3_600_000;
const MONDAY = Date.parse('2027-06-07T00:00:00Z');
const RUNS = 60;
const LIMITS = { timeLimitMs: 20_000, clashLimitMs: 10_000 };

const solver = new PlanSolver();
afterAll(() => solver.close());

const KINDS = ['follows', 'continues', 'simulcast', 'encore'] as const;
const PLACES = [null, 'hall', 'studio'];

const candidate = fc.record({
  at: fc.integer({ min: 0, max: 60 }).map((half) => MONDAY + half * (HOUR / 2)),
  place: fc.constantFrom(...PLACES),
  burdens: fc.tuple(fc.nat(6), fc.nat(6)).map((all) => all.map((each) => each * 100)),
  isChange: fc.boolean(),
  bans: fc.subarray([0, 1], { maxLength: 1 }),
});
const session = fc.record({
  durationMinutes: fc.constantFrom(30, 60, 90, 600),
  speakers: fc.subarray(['chair', 'guest']),
  isFixed: fc.boolean(),
  candidates: fc.array(candidate, { minLength: 1, maxLength: 4 }),
});
/** Small enough to look at everything, full enough that half of them are impossible. */
const problems = fc
  .record({
    sessions: fc.array(session, { minLength: 1, maxLength: 5 }),
    relations: fc.array(
      fc.record({
        kind: fc.constantFrom(...KINDS),
        pair: fc.tuple(fc.nat(4), fc.nat(4)),
        gapMinutes: fc.constantFrom(0, 30),
        overlapMinutes: fc.constantFrom(0, 10),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ sessions, relations }): PlanProblem => ({
    cities: ['boston', 'rome'],
    sessions: sessions.map((each, index): PlanSession => ({
      id: `s${index}`,
      title: `s${index}`,
      ...each,
      candidates: each.isFixed
        ? [{ ...each.candidates[0]!, burdens: [0, 0], bans: [], isChange: false }]
        : each.candidates,
    })),
    relations: relations
      .map(({ pair, ...relation }) => ({
        ...relation,
        earlier: Math.min(...pair),
        later: Math.max(...pair),
        zone: 'Etc/UTC',
      }))
      .filter(({ earlier, later }) => earlier !== later && later < sessions.length),
    bans: [
      { kind: 'blocked', city: 'rome', label: 'Feast' },
      { kind: 'hours', from: '09:00', to: '18:00' },
    ],
    names: new Map(),
  }));

describe('the solver', () => {
  it('finds what trying everything finds: worst city, then total, then changes', async () => {
    let solved = 0;
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const model = modelOf(problem);
        const result = await solver.solve(model, { tolerance: 0, ...LIMITS });
        const best = bestByTrying(problem);
        if (!best) return expect(result.kind).toBe('infeasible');
        if (result.kind !== 'solved') throw new Error(`${result.kind}, although there is a plan`);
        solved++;
        expect(result.chosen.map((column) => model.sessionOf[column])).toEqual([...problem.sessions.keys()]);
        const taken = chosenOf(problem, result.chosen);
        expect(isPossible(problem, taken, everything(problem))).toBe(true);
        expect(valueOf(problem, taken)).toEqual(best);
        for (const { reached, bound } of Object.values(result.bounds)) expect(bound).toBe(reached);
        expect(result.bounds.worst!.reached * model.unit).toBe(best[0]);
      }),
      { numRuns: RUNS },
    );
    expect(solved).toBeGreaterThan(RUNS / 10);
  }, 120_000);

  it('lets the worst city fare worse by the tolerance for a smaller total, and no further', async () => {
    const at = (hour: number, boston: number, rome: number): Candidate => ({
      ...{ at: MONDAY + hour * HOUR, place: null, isChange: false, bans: [] },
      burdens: [boston, rome],
    });
    const one = { id: 'a', title: 'A', durationMinutes: 60, speakers: [], isFixed: false };
    const candidates = [at(1, 200, 200), at(2, 300, 0), at(3, 500, 0)];
    const problem: PlanProblem = {
      ...{ cities: ['boston', 'rome'], relations: [], bans: [], names: new Map() },
      sessions: [{ ...one, candidates }],
    };
    const chosenWith = async (tolerance: number) => {
      const result = await solver.solve(modelOf(problem), { tolerance, ...LIMITS });
      return result.kind === 'solved' && result.chosen;
    };
    expect(await chosenWith(0)).toEqual([0]);
    expect(await chosenWith(1)).toEqual([1]);
  });

  it('names sets that clash as a whole and in no part, as trying everything shows', async () => {
    let clashes = 0;
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const model = modelOf(problem);
        const result = await solver.solve(model, { tolerance: 0, ...LIMITS });
        if (result.kind !== 'infeasible') return;
        clashes++;
        expect(result.isIrreducible).toBe(true);
        const set = result.constraints.map((index) => model.constraints[index]!);
        expect(hasPlan(problem, set)).toBe(false);
        for (const left of set) {
          expect(
            hasPlan(
              problem,
              set.filter((constraint) => constraint !== left),
            ),
          ).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
    expect(clashes).toBeGreaterThan(RUNS / 10);
  }, 120_000);

  it('says that it is not irreducible when the time is too short to know', async () => {
    const candidates = [{ at: MONDAY, place: 'hall', burdens: [0], isChange: false, bans: [] }];
    const sessions = ['a', 'b'].map((id) => ({
      ...{ id, title: id, durationMinutes: 60, speakers: [], isFixed: false },
      candidates,
    }));
    const problem = { cities: ['rome'], sessions, relations: [], bans: [], names: new Map<string, string>() };
    const limits = { timeLimitMs: 20_000, clashLimitMs: 0 };
    expect(await solver.solve(modelOf(problem), { tolerance: 0, ...limits })).toMatchObject({
      kind: 'infeasible',
      isIrreducible: false,
      constraints: [0, 1, 2],
    });
  });

  it('is ended at once, and the next solve has a thread of its own', async () => {
    const [problem] = fc.sample(problems, 1) as [PlanProblem];
    const ending = new AbortController();
    const solving = solver.solve(modelOf(problem), { tolerance: 0, ...LIMITS, signal: ending.signal });
    ending.abort(new Error('enough'));
    await expect(solving).rejects.toThrow('enough');
    const result = await solver.solve(modelOf(problem), { tolerance: 0, ...LIMITS });
    expect(['solved', 'infeasible']).toContain(result.kind);
  });
});

// ---- everything tried, by what the words mean

function everything(problem: PlanProblem): Constraint[] {
  const resources = (kind: 'speaker' | 'place', ids: string[]) => ids.map((id) => ({ kind, id }));
  return [
    ...[...problem.sessions.keys()].map((each) => ({ kind: 'placed' as const, session: each })),
    ...resources('speaker', ['chair', 'guest']),
    ...resources('place', ['hall', 'studio']),
    ...[...problem.relations.keys()].map((relation) => ({ kind: 'relation' as const, relation })),
    ...[...problem.bans.keys()].map((ban) => ({ kind: 'ban' as const, ban })),
  ];
}

type Taken = (Candidate | null)[];

function* plansOf({ sessions }: PlanProblem, placed: ReadonlySet<number>): Generator<Taken> {
  const extend = function* (taken: Taken): Generator<Taken> {
    if (taken.length === sessions.length) return void (yield taken);
    const choices = placed.has(taken.length) ? sessions[taken.length]!.candidates : [null];
    for (const choice of choices) yield* extend([...taken, choice]);
  };
  yield* extend([]);
}

function hasPlan(problem: PlanProblem, constraints: readonly Constraint[]): boolean {
  const placed = new Set(constraints.flatMap((each) => (each.kind === 'placed' ? [each.session] : [])));
  for (const taken of plansOf(problem, placed)) if (isPossible(problem, taken, constraints)) return true;
  return false;
}

function isPossible(problem: PlanProblem, taken: Taken, constraints: readonly Constraint[]): boolean {
  const { sessions, relations } = problem;
  const end = (index: number) => taken[index]!.at + sessions[index]!.durationMinutes * 60_000;
  const holds = (kind: string, key: unknown) =>
    constraints.some((each) => each.kind === kind && Object.values(each).includes(key as never));
  for (const [index, one] of taken.entries()) {
    if (one?.bans.some((ban) => holds('ban', ban))) return false;
    for (let other = index + 1; one && other < taken.length; other++) {
      const two = taken[other];
      if (!two || (sessions[index]!.isFixed && sessions[other]!.isFixed)) continue;
      if (one.at >= end(other) || two.at >= end(index)) continue;
      if (one.place !== null && one.place === two.place && holds('place', one.place)) return false;
      const shared = sessions[index]!.speakers.filter((each) => sessions[other]!.speakers.includes(each));
      if (shared.some((speaker) => holds('speaker', speaker))) return false;
    }
  }
  return relations.every(({ kind, earlier, later, gapMinutes, overlapMinutes }, index) => {
    const [first, second] = [taken[earlier], taken[later]];
    if (!first || !second || (sessions[earlier]!.isFixed && sessions[later]!.isFixed)) return true;
    if (!holds('relation', index)) return true;
    const after = (second.at - end(earlier)) / 60_000;
    const day = (at: number) => Math.floor(at / (24 * HOUR));
    if (kind === 'follows') return after >= gapMinutes;
    if (kind === 'continues') return after <= 0 && after >= -overlapMinutes;
    return kind === 'simulcast' ? first.at === second.at : day(second.at) > day(first.at);
  });
}

function valueOf({ cities, sessions }: PlanProblem, taken: Taken): [number, number, number] {
  const burdens = cities.map((_, city) =>
    taken.reduce((sum, one, index) => sum + (sessions[index]!.isFixed ? 0 : one!.burdens[city]!), 0),
  );
  const changes = taken.filter((one) => one!.isChange).length;
  return [Math.max(...burdens), burdens.reduce((sum, each) => sum + each, 0), changes];
}

function bestByTrying(problem: PlanProblem): [number, number, number] | null {
  let best: [number, number, number] | null = null;
  const all = everything(problem);
  for (const taken of plansOf(problem, new Set(problem.sessions.keys()))) {
    if (!isPossible(problem, taken, all)) continue;
    const value = valueOf(problem, taken);
    if (!best || isBefore(value, best)) best = value;
  }
  return best;
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index !== -1 && a[index]! < b[index]!;
}

function chosenOf({ sessions }: PlanProblem, chosen: readonly number[]): Candidate[] {
  const all = sessions.flatMap(({ candidates }) => candidates);
  return chosen.map((column) => all[column]!);
}
