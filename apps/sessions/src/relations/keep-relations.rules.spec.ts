import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlacedSession } from './binding.rules.js';
import { brokenRelations, keepRelations, type WantedStart } from './keep-relations.rules.js';

const MINUTE = 60_000;
const at = (instant: string) => Date.parse(`2027-06-${instant}Z`);
const told = (ms: number) => new Date(ms).toISOString().slice(8, 16);

type Relations = PlacedSession['relations'];
const session = (
  id: string,
  start: string,
  relations: Relations = [],
  more: Partial<PlacedSession> = {},
) => ({
  id,
  start: at(start),
  durationMinutes: 60,
  zone: 'Etc/UTC',
  relations,
  ...more,
});
const after = (kind: Relations[number]['kind'], earlier: string, more: Partial<Relations[number]> = {}) => [
  { kind, session: earlier, ...more },
];
const shiftsOf = (sessions: PlacedSession[], id: string, start: string) =>
  keepRelations(sessions, [{ id, start: at(start) }]).drags.map(({ id, to }) => `${id} ${told(to)}`);

describe('a change of start', () => {
  it('drags along what follows, and only as far as it must', () => {
    const day = [
      session('talk', '10T09:00'),
      session('panel', '10T10:30', after('follows', 'talk', { gapMinutes: 15 })),
      session('dinner', '10T19:00', after('follows', 'panel')),
    ];
    expect(shiftsOf(day, 'talk', '10T09:15')).toEqual([]);
    expect(shiftsOf(day, 'talk', '10T10:00')).toEqual(['panel 10T11:15']);
    expect(shiftsOf(day, 'talk', '10T17:30')).toEqual(['panel 10T18:45', 'dinner 10T19:45']);
  });

  it('drags along the earlier session when the later one moves ahead of it', () => {
    const day = [session('talk', '10T09:00'), session('panel', '10T10:30', after('follows', 'talk'))];
    expect(shiftsOf(day, 'panel', '10T09:30')).toEqual(['talk 10T08:30']);
  });

  it('keeps what continues within its overlap, on both sides', () => {
    const relation = after('continues', 'rite', { overlapMinutes: 10 });
    const night = [session('rite', '10T09:00'), session('feast', '10T10:00', relation)];
    expect(shiftsOf(night, 'rite', '10T09:10')).toEqual([]);
    expect(shiftsOf(night, 'rite', '10T09:11')).toEqual(['feast 10T10:01']);
    expect(shiftsOf(night, 'rite', '10T08:00')).toEqual(['feast 10T09:00']);
  });

  it('keeps simulcasts together, whichever of them moves', () => {
    const both = [session('stage', '10T09:00'), session('screen', '10T09:00', after('simulcast', 'stage'))];
    expect(shiftsOf(both, 'stage', '10T09:07')).toEqual(['screen 10T09:07']);
    expect(shiftsOf(both, 'screen', '10T08:00')).toEqual(['stage 10T08:00']);
  });

  it('keeps an encore on a later day of its own zone, also where a clock change makes that day short', () => {
    const shows = [
      session('show', '10T12:00'),
      session('again', '11T01:00', after('encore', 'show'), { zone: 'Asia/Ho_Chi_Minh' }),
    ];
    // In Nha Trang the show at 17:30Z begins after midnight of the 11th.
    expect(shiftsOf(shows, 'show', '10T16:59')).toEqual([]);
    expect(shiftsOf(shows, 'show', '10T17:30')).toEqual(['again 11T17:00']);

    const march = (day: string) => Date.parse(`2027-03-${day}Z`);
    const short = [
      { ...session('show', '10T12:00'), start: march('13T15:00') },
      {
        ...session('again', '10T12:00', after('encore', 'show'), { zone: 'America/New_York' }),
        start: march('14T15:00'),
      },
    ];
    const { drags } = keepRelations(short, [{ id: 'show', start: march('14T05:00') }]);
    // The 14th of March lasts 23 hours in Boston: from 05:00Z to 04:00Z.
    expect(drags.map(({ to }) => new Date(to).toISOString())).toEqual(['2027-03-15T04:00:00.000Z']);
  });

  it('of a length drags along as well', () => {
    const day = [session('talk', '10T09:00'), session('panel', '10T10:00', after('follows', 'talk'))];
    const { drags } = keepRelations(day, [{ id: 'talk', start: at('10T09:00'), durationMinutes: 90 }]);
    expect(drags).toEqual([
      {
        id: 'panel',
        from: at('10T10:00'),
        to: at('10T10:30'),
        relation: { kind: 'follows', earlier: 'talk', later: 'panel' },
      },
    ]);
  });

  it('says which session would have to move and may not', () => {
    const still = { earliest: at('10T10:00'), latest: at('10T10:00') };
    const day = [session('talk', '10T09:00'), session('panel', '10T10:00', after('follows', 'talk'), still)];
    expect(keepRelations(day, [{ id: 'talk', start: at('10T09:30') }])).toEqual({
      broken: [{ kind: 'follows', earlier: 'talk', later: 'panel' }],
      drags: [],
      obstacles: [
        {
          id: 'panel',
          from: at('10T10:30'),
          by: null,
          relation: { kind: 'follows', earlier: 'talk', later: 'panel' },
        },
        {
          id: 'talk',
          from: null,
          by: at('10T09:00'),
          relation: { kind: 'follows', earlier: 'talk', later: 'panel' },
        },
      ],
    });
  });

  it('leaves what is broken elsewhere as it is', () => {
    const day = [
      session('talk', '10T09:00'),
      session('panel', '10T10:00', after('follows', 'talk')),
      session('dinner', '10T10:15', after('follows', 'panel')),
    ];
    expect(brokenRelations(day)).toEqual([{ kind: 'follows', earlier: 'panel', later: 'dinner' }]);
    expect(shiftsOf(day, 'talk', '10T09:05')).toEqual(['panel 10T10:05']);
  });

  it('of several sessions keeps each where it is wanted, and refuses what contradicts itself', () => {
    const day = [
      session('talk', '10T09:00'),
      session('panel', '10T10:00', after('follows', 'talk')),
      session('dinner', '10T11:00', after('follows', 'panel')),
    ];
    const move = (talk: string, panel: string) =>
      keepRelations(day, [
        { id: 'talk', start: at(talk) },
        { id: 'panel', start: at(panel) },
      ]);
    expect(move('10T10:00', '10T11:00').drags.map(({ id, to }) => `${id} ${told(to)}`)).toEqual([
      'dinner 10T12:00',
    ]);
    expect(move('10T10:00', '10T10:30').obstacles.map(({ id }) => id)).toEqual(['panel', 'talk']);
  });
});

/** Six hours: coarse enough that every combination of starts can be tried. */
const STEP = 360 * MINUTE;
const MIDDLE = at('10T00:00');

/** Sessions in a chain or tree of relations, most of which hold; some with limits. */
const programme = fc
  .array(
    fc.record({
      earlier: fc.nat(),
      kind: fc.constantFrom('follows', 'continues', 'simulcast', 'encore'),
      slack: fc.nat(2),
      length: fc.integer({ min: 1, max: 3 }),
      more: fc.nat(1),
      second: fc.option(fc.record({ earlier: fc.nat(), kind: fc.constantFrom('follows', 'encore') })),
      before: fc.option(fc.nat(3)),
      after: fc.option(fc.nat(3)),
    }),
    { minLength: 2, maxLength: 4 },
  )
  .map((drawn) => {
    const sessions: PlacedSession[] = [];
    for (const [index, { earlier, kind, slack, length, more, second, ...limits }] of drawn.entries()) {
      const first = sessions[earlier % Math.max(1, index)];
      const relation = { kind, session: first?.id ?? '', ...numbersOf(kind, more) } as Relations[number];
      const other = sessions[(second?.earlier ?? 0) % Math.max(1, index)];
      const isTwice = second && other && (other !== first || second.kind !== kind);
      const start = first ? fitting(relation, first, slack) : MIDDLE + slack * STEP;
      sessions.push({
        id: `s${index}`,
        start,
        durationMinutes: length * 360,
        zone: 'Etc/UTC',
        relations: first
          ? [relation, ...(isTwice ? [{ kind: second.kind, session: other.id } as Relations[number]] : [])]
          : [],
        earliest: limits.before === null ? undefined : start - limits.before * STEP,
        latest: limits.after === null ? undefined : start + limits.after * STEP,
      });
    }
    return sessions;
  });

function numbersOf(kind: string, more: number): object {
  if (kind === 'follows') return { gapMinutes: more * 360 };
  return kind === 'continues' ? { overlapMinutes: more * 360 } : {};
}

function fitting({ kind, gapMinutes = 0 }: Relations[number], first: PlacedSession, slack: number): number {
  const end = first.start + first.durationMinutes * MINUTE;
  if (kind === 'follows') return end + gapMinutes * MINUTE + slack * STEP;
  if (kind === 'continues') return end;
  if (kind === 'simulcast') return first.start;
  return Math.floor(first.start / (4 * STEP) + 1) * 4 * STEP + slack * STEP;
}

/** The least sum of shifts that keeps all, by trying every combination of starts; null when none does. */
function leastShift(sessions: readonly PlacedSession[], want: WantedStart): number | null {
  const moved = sessions.map((session) => ({
    ...session,
    start: session.id === want.id ? want.start : session.start,
  }));
  const others = sessions.filter(({ id }) => id !== want.id);
  const breaksNow = (among: readonly PlacedSession[]) =>
    new Set(brokenRelations(among).map(({ kind, earlier, later }) => `${kind} ${earlier} ${later}`));
  const exempt = breaksNow(others);
  let least: number | null = null;
  const place = (index: number, placed: PlacedSession[], sum: number): void => {
    if (least !== null && sum >= least) return;
    if ([...breaksNow(placed)].some((key) => !exempt.has(key))) return;
    const next = others[index];
    if (!next) {
      least = sum;
      return;
    }
    for (let steps = -14; steps <= 14; steps++) {
      // An encore's first showing may start as late as a minute before midnight.
      for (const start of [next.start + steps * STEP, next.start + steps * STEP - MINUTE]) {
        const isAllowed =
          (start >= (next.earliest ?? -Infinity) && start <= (next.latest ?? Infinity)) ||
          start === next.start;
        if (isAllowed) place(index + 1, [...placed, { ...next, start }], sum + Math.abs(start - next.start));
      }
    }
  };
  place(
    0,
    moved.filter(({ id }) => id === want.id),
    0,
  );
  return least;
}

describe('the shift', () => {
  it('is the smallest of all that keep every relation, and missing only when there is none', () => {
    const wish = fc.tuple(programme, fc.nat(), fc.integer({ min: -6, max: 6 }));
    const seen = { kept: 0, dragged: 0, impossible: 0 };
    fc.assert(
      fc.property(wish, ([sessions, which, steps]) => {
        const changed = sessions[which % sessions.length]!;
        const want = { id: changed.id, start: changed.start + steps * STEP };
        const { broken, drags, obstacles } = keepRelations(sessions, [want]);
        const least = leastShift(sessions, want);

        if (obstacles.length > 0) {
          seen.impossible++;
          return expect(least).toBeNull();
        }
        if (broken.length === 0) seen.kept++;
        else seen.dragged++;
        expect(drags.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0)).toBe(least);
        const starts = new Map([
          ...drags.map(({ id, to }) => [id, to] as const),
          [want.id, want.start] as const,
        ]);
        const result = sessions.map((session) => ({
          ...session,
          start: starts.get(session.id) ?? session.start,
        }));
        const others = sessions.filter(({ id }) => id !== want.id);
        expect(
          brokenRelations(result).filter(({ earlier, later }) => earlier === want.id || later === want.id),
        ).toEqual([]);
        expect(brokenRelations(result).length).toBeLessThanOrEqual(brokenRelations(others).length);
      }),
      { numRuns: 300 },
    );
    expect(Object.values(seen).every((count) => count > 20)).toBe(true);
  });
});
