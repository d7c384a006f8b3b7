import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conflictsOf, refuseConflicts, type Booking } from './conflict.rules.js';

const HALLS = ['hall-1', 'hall-2'];
const SPEAKERS = ['host', 'chair'];

function booking(id: string, startsAt: number, minutes: number, more: Partial<Booking> = {}): Booking {
  return {
    id,
    title: id,
    startsAt,
    endsAt: startsAt + minutes,
    start: { local: '2027-06-10T19:00:00', zone: 'Asia/Ho_Chi_Minh' },
    place: null,
    speakers: [],
    ...more,
  };
}

const named = (name: string) => ({ id: name, name });
const bookings = fc
  .array(
    fc.record({
      at: fc.nat(20),
      minutes: fc.integer({ min: 1, max: 8 }),
      place: fc.option(fc.constantFrom(...HALLS)),
      speakers: fc.subarray(SPEAKERS),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ at, minutes, place, speakers }, index) =>
      booking(`s${index}`, at, minutes, {
        place: place === null ? null : named(place),
        speakers: speakers.map(named),
      }),
    ),
  );

describe('conflicts', () => {
  it('are exactly those who share a place or a speaker in some minute', () => {
    fc.assert(
      fc.property(bookings, (all) => {
        for (const one of all) {
          const found = new Set(conflictsOf(one, all).flatMap(({ sessions }) => sessions));
          const expected = all.filter((other) => other !== one && shareAMinute(one, other));
          expect(found).toEqual(new Set(expected.map(({ id }) => id)));
        }
      }),
    );
  });

  it('are mutual', () => {
    fc.assert(
      fc.property(bookings, (all) => {
        for (const one of all) {
          for (const other of all) {
            expect(conflictsOf(one, [other]).length).toBe(conflictsOf(other, [one]).length);
          }
        }
      }),
    );
  });

  it('are none between sessions that touch', () => {
    const place = named('hall-1');
    const first = booking('first', 0, 60, { place });
    expect(conflictsOf(first, [booking('next', 60, 60, { place })])).toEqual([]);
    expect(conflictsOf(first, [booking('early', 59, 60, { place })])).toMatchObject([
      { kind: 'place', sessions: ['early'] },
    ]);
  });

  it('name five of the others and count the rest, so that the sentence stays one', () => {
    const place = named('hall-1');
    const others = (count: number) =>
      Array.from({ length: count }, (_, index) => booking(`s${index}`, 0, 60, { place }));
    const told = (count: number) => conflictsOf(booking('new', 0, 60, { place }), others(count))[0]!;
    expect(told(5).detail.match(/“s/g)).toHaveLength(5);
    expect(told(6).detail).toMatch(/“s4” [^“]* and one more\.$/);
    expect(told(700).detail).toMatch(/ and 695 more\.$/);
    expect(told(700).sessions).toHaveLength(700);
  });

  it('are refused with all sessions, each once', () => {
    const shared = { place: named('hall-1'), speakers: [named('host')] };
    const others = [booking('a', 0, 60, shared), booking('b', 30, 60, shared)];
    const conflicts = conflictsOf(booking('new', 0, 60, shared), others);
    expect(conflicts.map(({ kind }) => kind)).toEqual(['place', 'speaker']);
    expect(() => refuseConflicts(conflicts)).toThrow(
      expect.objectContaining({ code: 'schedule.conflict', extensions: { sessions: ['a', 'b'], conflicts } }),
    );
    expect(() => refuseConflicts([])).not.toThrow();
  });
});

function shareAMinute(a: Booking, b: Booking): boolean {
  const minutes = (one: Booking) =>
    Array.from({ length: one.endsAt - one.startsAt }, (_, minute) => one.startsAt + minute);
  const isAtOnce = minutes(a).some((minute) => minutes(b).includes(minute));
  const isSamePlace = a.place !== null && a.place.id === b.place?.id;
  return (
    isAtOnce && (isSamePlace || a.speakers.some(({ id }) => b.speakers.some((other) => other.id === id)))
  );
}
