import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bindings, holds } from '../relations/binding.rules.js';
import { knockOn, type DaySession } from './knock-on.rules.js';

const MINUTE = 60_000;
const hall = { kind: 'place' as const, key: 'hall', name: 'Hall' };
const chair = { kind: 'speaker' as const, key: 'chair', name: 'Chair' };

/** Starts and lengths in minutes. */
function session(id: string, start: number, minutes: number, more: Partial<DaySession> = {}): DaySession {
  return {
    id,
    start: start * MINUTE,
    durationMinutes: minutes,
    zone: 'Etc/UTC',
    relations: [],
    takes: [],
    isOpen: true,
    ...more,
  };
}
const follows = (id: string, gapMinutes = 0) => [{ kind: 'follows' as const, session: id, gapMinutes }];
const told = (sessions: DaySession[], to: number) =>
  knockOn(sessions, { id: sessions[0]!.id, to: to * MINUTE }).map(
    ({ id, to: at, cause }) => `${id} ${at === null ? 'stays' : at / MINUTE} ${cause.kind} ${cause.with}`,
  );

describe('a delay', () => {
  it('pushes what follows, in turn, by as little as it must', () => {
    const day = [
      session('a', 0, 60),
      session('b', 75, 30, { relations: follows('a', 15) }),
      session('c', 115, 30, { relations: follows('b') }),
    ];
    expect(told(day, 20)).toEqual(['b 95 relation a', 'c 125 relation b']);
    expect(told(day, 5)).toEqual(['b 80 relation a']);
  });

  it('pushes who comes to the same place, or waits for the same speaker', () => {
    const day = [
      session('a', 0, 60, { takes: [hall] }),
      session('b', 60, 30, { takes: [hall, chair] }),
      session('c', 95, 30, { takes: [chair] }),
      session('d', 60, 30),
    ];
    expect(told(day, 10)).toEqual(['b 70 place a', 'c 100 speaker b']);
  });

  it('leaves alone what it jumps over, and what collided before', () => {
    const day = [
      session('a', 0, 60, { takes: [hall] }),
      session('b', 30, 60, { takes: [hall] }),
      session('c', 100, 30, { takes: [hall] }),
    ];
    expect(told(day, 130)).toEqual([]);
    expect(told(day, 20)).toEqual([]);
    expect(told(day, 41)).toEqual(['c 101 place a']);
  });

  it('shares the speakers of a simulcast on purpose, and takes it along', () => {
    const relations = [{ kind: 'simulcast' as const, session: 'a' }];
    const day = [session('a', 0, 60, { takes: [chair] }), session('b', 0, 60, { takes: [chair], relations })];
    expect(told(day, 10)).toEqual(['b 10 relation a']);
  });

  it('stops at what cannot be put off', () => {
    const begun = { relations: follows('a'), isOpen: false };
    const day = [
      session('a', 0, 60),
      session('b', 60, 30, begun),
      session('c', 90, 30, { relations: follows('b') }),
    ];
    expect(told(day, 10)).toEqual(['b stays relation a']);
    expect(
      told([day[0]!, session('b', 60, 30, { relations: follows('a'), latest: 65 * MINUTE })], 10),
    ).toEqual(['b stays relation a']);
  });

  it('keeps every relation that held, meets nobody anew, and moves nobody for nothing', () => {
    const drawn = fc.record({
      day: fc.array(
        fc.record({
          start: fc.nat(20),
          minutes: fc.integer({ min: 1, max: 6 }),
          takes: fc.subarray([hall, chair]),
          follows: fc.option(fc.nat()),
        }),
        { minLength: 2, maxLength: 7 },
      ),
      delay: fc.integer({ min: 1, max: 15 }),
    });
    fc.assert(
      fc.property(drawn, ({ day, delay }) => {
        const sessions = day.map(({ start, minutes, takes, follows: earlier }, index) =>
          session(`s${index}`, start, minutes, {
            takes,
            relations: earlier === null || index === 0 ? [] : follows(`s${earlier % index}`),
          }),
        );
        const [first] = sessions;
        const pushed = knockOn(sessions, { id: first!.id, to: first!.start + delay * MINUTE });
        const before = new Map(sessions.map(({ id, start }) => [id, start]));
        const after = new Map(before).set(first!.id, first!.start + delay * MINUTE);
        for (const { id, to } of pushed) after.set(id, to!);

        for (const all of bindings(sessions)) if (holds(all, before)) expect(holds(all, after)).toBe(true);
        const meet = (a: DaySession, b: DaySession, at: ReadonlyMap<string, number>) =>
          a.takes.some(({ key }) => b.takes.some((taken) => taken.key === key)) &&
          at.get(a.id)! < at.get(b.id)! + b.durationMinutes * MINUTE &&
          at.get(b.id)! < at.get(a.id)! + a.durationMinutes * MINUTE;
        for (const a of sessions)
          for (const b of sessions) if (a !== b && !meet(a, b, before)) expect(meet(a, b, after)).toBe(false);
        for (const { id, to } of pushed) expect(to).toBeGreaterThan(before.get(id)!);
        // Who shares nothing with anybody and follows nobody stays where they are.
        for (const { id, takes, relations } of sessions.slice(1)) {
          if (takes.length === 0 && relations.length === 0) expect(after.get(id)).toBe(before.get(id));
        }
      }),
    );
  });
});
