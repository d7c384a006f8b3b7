import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOVE_ANSWERS, RuleViolation } from '#contracts';
import { MOVE_TRANSITIONS, propose, step } from './move.rules.js';
import { awaited, counted, type MoveEvent, type MoveProcess, type Stepped } from './process.rules.js';

/**
 * Two moves that share a session, the cities that are asked about both, and everything that can happen, in every order
 * and any number of times: each reachable state of the world is visited, and in each every event is tried. Three cities
 * that stay, or two of which one leaves and comes back as often as it likes.
 */
const CITIES = ['bengaluru', 'boston', 'rome'];
type Silence = Readonly<Record<string, 'accept' | 'reject'>>;
const DEADLINE = new Date('2027-06-08T00:00:00Z');
const HALF_WAY = new Date('2027-06-04T00:00:00Z');
/** Before half-way, after it, after the deadline. */
const TIMES = ['2027-06-01T00:00:00Z', '2027-06-05T00:00:00Z', '2027-06-09T00:00:00Z'].map(
  (time) => new Date(time),
);
/** The first moves sessions 0 and 1, the second 1 and 2. */
const TOUCHED = [
  [0, 1],
  [1, 2],
] as const;

interface World {
  time: number;
  moves: readonly MoveProcess[];
  /** How often each session was moved. */
  versions: readonly number[];
  /** Whether the city that may leave has left. */
  hasLeft: boolean;
}
type Happening = { move: number; event: MoveEvent } | 'time passes' | 'leaves or comes back';

const happenings = (cities: readonly string[], leaving: string | null): Happening[] => [
  'time passes',
  ...(leaving ? (['leaves or comes back'] as const) : []),
  ...[0, 1].flatMap((move): Happening[] => [
    ...cities.flatMap((city) =>
      MOVE_ANSWERS.map((answer) => ({ move, event: { kind: 'answer' as const, city, said: { answer } } })),
    ),
    ...(leaving ? [{ move, event: { kind: 'left' as const } }] : []),
    { move, event: { kind: 'decide', reason: 'The tide table is final.' } },
    { move, event: { kind: 'withdraw', reason: 'The tide table was wrong.' } },
    { move, event: { kind: 'half-way' } },
    { move, event: { kind: 'deadline' } },
    { move, event: { kind: 'overtaken' } },
  ]),
];

function open(silence: Silence): MoveProcess {
  const asked = Object.entries(silence).map(([city, onSilence]) => ({ city, onSilence }));
  return propose({ asked, gone: [], deadline: DEADLINE, remindAt: HALF_WAY }, TIMES[0]!).move;
}

const withdrawn = (city: string) => ({ city, status: 'withdrawn' as const });

/** As the desk does it: looks under lock whether the sessions are what they were, steps, and applies. */
function happen(
  world: World,
  happening: Exclude<Happening, string>,
  leaving: string | null,
): { world: World; stepped: Stepped | null } {
  const { move, event } = happening;
  const touched = TOUCHED[move]!;
  const isStale = touched.some((session) => world.versions[session] !== 0);
  let stepped: Stepped;
  try {
    const obstacle = isStale ? 'A session has changed.' : null;
    const leavers = world.hasLeft ? [withdrawn(leaving!)] : [];
    stepped = step(world.moves[move]!, event, { now: TIMES[world.time]!, obstacle, leavers });
  } catch (error) {
    if (error instanceof RuleViolation && error.code === 'move.state') return { world, stepped: null };
    throw error;
  }
  const isApplied = stepped.effects.some(({ kind }) => kind === 'apply');
  const moved = isApplied ? touched : [];
  return {
    stepped,
    world: {
      ...world,
      moves: world.moves.map((other, index) => (index === move ? stepped.move : other)),
      versions: world.versions.map((version, session) => version + Number(moved.includes(session as never))),
    },
  };
}

/** What matters of a world: not at which moment something was said, nor which of the two moves is called the first. */
function keyOf({ time, moves, versions, hasLeft }: World): string {
  const told = moves.map(({ status, answers, gone, remindedAt, decision, outcome }) =>
    [
      status,
      ...CITIES.map((city) => `${answers[city]?.answer ?? '-'}${answers[city]?.by ?? ''}`),
      gone.length,
      remindedAt !== null,
      decision !== null,
      outcome?.kind,
    ].join(),
  );
  return told[0]! <= told[1]!
    ? `${time} ${hasLeft} ${told.join(' | ')} ${versions.join()}`
    : `${time} ${hasLeft} ${told.reverse().join(' | ')} ${[...versions].reverse().join()}`;
}

/** Throws at the first thing that must never be; `expect` for each of a million would take minutes. */
function must(holds: boolean, what: string, world: World, happening?: unknown): void {
  if (!holds) throw new Error(`${what}: ${keyOf(world)} on ${JSON.stringify(happening)}`);
}

function checkWorld(world: World): void {
  const applied = world.moves.map(({ status }) => status === 'applied');
  must(!(applied[0] && applied[1]), 'two moves of one session were applied', world);
  world.versions.forEach((version, session) => {
    const due = TOUCHED.filter((touched, move) => applied[move] && touched.includes(session as never)).length;
    must(version === due, 'a session moved without its move, or half of a move was applied', world);
  });
  for (const move of world.moves) {
    const isOpen = move.status === 'proposed';
    must(
      isOpen === (move.outcome === null),
      'an end without an outcome, or an outcome without an end',
      world,
    );
    must(!isOpen || awaited(move).length > 0, 'all have answered and it is still open', world);
    if (move.status !== 'applied') continue;
    const answers = counted(move).map((city) => move.answers[city]?.answer);
    must(
      answers.every((answer) => answer === 'accept' || answer === 'recording'),
      'applied against a city',
      world,
    );
  }
}

function checkStep(
  before: World,
  happening: Exclude<Happening, string>,
  stepped: Stepped,
  leaving: string | null,
): void {
  const from = before.moves[happening.move]!;
  const { move: to, effects } = stepped;
  const isApplied = effects.filter(({ kind }) => kind === 'apply').length;
  must(
    isApplied === Number(from.status !== 'applied' && to.status === 'applied'),
    'applied not once',
    before,
    happening,
  );
  must(
    (to === from) === (effects.length === 0),
    'told without a change, or changed untold',
    before,
    happening,
  );
  if (to === from) return;
  must(from.status === 'proposed', 'an end was not final', before, happening);
  const allowed = MOVE_TRANSITIONS[from.status][happening.event.kind]?.to ?? [];
  must(allowed.includes(to.status), 'a transition that the table does not have', before, happening);
  must(
    !before.hasLeft ||
      !['answer', 'decide', 'deadline', 'left'].includes(happening.event.kind) ||
      !awaited(to).includes(leaving!),
    'waits for a city that has left',
    before,
    happening,
  );
  must(to.gone.length >= from.gone.length, 'asked again in the same move', before, happening);
  must(from.remindedAt === null || from.remindedAt === to.remindedAt, 'reminded twice', before, happening);
  must(
    before.time < 2 || happening.event.kind !== 'answer',
    'answered after the deadline',
    before,
    happening,
  );
}

interface Explored {
  states: number;
  steps: number;
  orders: bigint;
}

function explore(silence: Silence, leaving: string | null = null): Explored {
  const all = happenings(Object.keys(silence), leaving);
  const first: World = {
    time: 0,
    moves: [open(silence), open(silence)],
    versions: [0, 0, 0],
    hasLeft: false,
  };
  const seen = new Map([[keyOf(first), 0]]);
  const worlds = [first];
  const next: number[][] = [];
  let steps = 0;
  for (let at = 0; at < worlds.length; at++) {
    const world = worlds[at]!;
    next.push([]);
    for (const happening of all) {
      const after = advance(world, happening, leaving);
      steps += 1;
      if (after === world) continue;
      const key = keyOf(after);
      if (!seen.has(key)) {
        checkWorld(after);
        seen.set(key, worlds.length);
        worlds.push(after);
      }
      next[at]!.push(seen.get(key)!);
    }
  }
  return { states: worlds.length, steps, orders: sequences(next, 12) };
}

function advance(world: World, happening: Happening, leaving: string | null): World {
  if (happening === 'leaves or comes back') return { ...world, hasLeft: !world.hasLeft };
  if (happening === 'time passes') return world.time < 2 ? { ...world, time: world.time + 1 } : world;
  const { world: after, stepped } = happen(world, happening, leaving);
  if (!stepped) return world;
  checkStep(world, happening, stepped, leaving);
  if (stepped.move === world.moves[happening.move]) return world;
  const again = happen(after, happening, leaving).stepped;
  must(again?.move === stepped.move, 'the same again was not taken as said already', after, happening);
  if (happening.event.kind === 'deadline')
    must(stepped.move.status !== 'proposed', 'the deadline left it open', after);
  return after;
}

function tell(what: string, { states, steps, orders }: Explored): void {
  process.stdout.write(
    `  ${what}: ${states} worlds (mirrored ones once), ${steps} steps tried, ` +
      `${orders} different courses of up to 12 events that change something\n`,
  );
}

/** How many sequences of so many events that each change something there are, from the first world on. */
function sequences(next: readonly number[][], length: number): bigint {
  let counts = next.map(() => 1n);
  let total = 0n;
  for (let round = 0; round < length; round++) {
    const before = counts;
    counts = next.map((targets) => targets.reduce((sum, target) => sum + before[target]!, 0n));
    total += counts[0]!;
  }
  return total;
}

describe('two moves and their cities', () => {
  // A million refusals are thrown, and nobody reads where.
  const { stackTraceLimit } = Error;
  beforeAll(() => void (Error.stackTraceLimit = 0));
  afterAll(() => void (Error.stackTraceLimit = stackTraceLimit));

  it('whatever happens in whatever order: whole or not at all, once, and final', () => {
    const found = explore({ bengaluru: 'accept', boston: 'accept', rome: 'reject' });
    tell('interleavings', found);
    expect(found.states).toBeGreaterThan(10_000);
    expect(found.steps).toBe(found.states * happenings(CITIES, null).length);
  });

  it('a city that leaves, at any time and as often as it likes, is not waited for and decides nothing', () => {
    const found = explore({ boston: 'accept', rome: 'reject' }, 'rome');
    tell('with a city that leaves and comes back', found);
    expect(found.states).toBeGreaterThan(5_000);
  });

  it('who leaves before the others have answered is as if it had not been asked, whatever it said', () => {
    const answering = (city: string, answer: (typeof MOVE_ANSWERS)[number]): MoveEvent => ({
      kind: 'answer',
      city,
      said: { answer },
    });
    for (const first of MOVE_ANSWERS)
      for (const own of [...MOVE_ANSWERS, null])
        for (const leavesFirst of [true, false]) {
          const said = own ? [answering('rome', own)] : [];
          const others = [answering('bengaluru', first), answering('boston', 'accept')];
          const left: MoveEvent = { kind: 'left' };
          const course = leavesFirst ? [...said, left, ...others] : [...said, others[0]!, left, others[1]!];
          const ends = [1, 2].map((times) => {
            let move = open({ bengaluru: 'accept', boston: 'accept', rome: 'reject' });
            let leavers: { city: string; status: 'withdrawn' }[] = [];
            for (const event of course)
              for (let time = 0; time < times; time++) {
                if (event.kind === 'left') leavers = [withdrawn('rome')];
                move = step(move, event, { now: TIMES[0]!, obstacle: null, leavers }).move;
              }
            return { ...move.outcome, gone: move.gone };
          });
          for (const end of ends) {
            expect(end).toMatchObject({
              kind: first === 'counter' ? 'countered' : 'agreed',
              detail: expect.stringContaining('rome, which has withdrawn from the event'),
              gone: [{ city: 'rome', detail: expect.stringContaining('not needed any more') }],
            });
          }
        }
  });

  it('when all have left, nobody is waited for', () => {
    const context = { now: TIMES[0]!, obstacle: null, leavers: CITIES.map(withdrawn) };
    const silent = open({ bengaluru: 'reject', boston: 'reject', rome: 'reject' });
    expect(step(silent, { kind: 'left' }, context).move).toMatchObject({
      status: 'applied',
      outcome: { kind: 'agreed', detail: expect.stringMatching(/^No other city is required\./) },
    });
    const stale = step(silent, { kind: 'left' }, { ...context, obstacle: 'A session has changed.' });
    expect(stale.move).toMatchObject({ status: 'rejected', outcome: { kind: 'stale' } });
  });

  it('the order in which cities answer, and how often each says the same, changes nothing', () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const first of MOVE_ANSWERS)
      for (const second of MOVE_ANSWERS)
        for (const third of MOVE_ANSWERS) {
          const said = [first, second, third];
          const ends = orders.flatMap((order) =>
            [1, 2, 3].map((times) => {
              let move = open({ bengaluru: 'accept', boston: 'accept', rome: 'accept' });
              for (const index of order)
                for (let time = 0; time < times; time++) {
                  const event = {
                    kind: 'answer' as const,
                    city: CITIES[index]!,
                    said: { answer: said[index]! },
                  };
                  move = step(move, event, { now: TIMES[0]!, obstacle: null, leavers: [] }).move;
                }
              return `${move.status} ${move.outcome?.kind}`;
            }),
          );
          const expected = said.includes('counter') ? 'rejected countered' : 'applied agreed';
          expect([...new Set(ends)]).toEqual([expected]);
        }
  });
});
