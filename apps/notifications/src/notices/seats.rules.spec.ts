import { describe, expect, it } from '@jest/globals';
import type { FactDataOf, SeatsChanged } from '#contracts';
import { noticesOfSeats } from './seats.rules.js';

type SeatChange = FactDataOf<typeof SeatsChanged>['changes'][number];

const PERSON = 'person';

function told(from: SeatChange['from'], to: SeatChange['to'], cause: string, by = 'organizer') {
  const change = { seatId: 'seat', personId: PERSON, from, to, groupSize: 1, zone: 'Europe/Rome', cause };
  return noticesOfSeats({
    id: 'fact',
    time: '2027-06-10T12:00:00Z',
    actor: { kind: 'person', id: by, grants: [] },
    data: { slotId: 'slot', sessionId: 'session', changes: [change] },
  }).map(({ notice }) => notice);
}

describe('Who is told what when seats change', () => {
  it.each([
    [null, 'confirmed', 'taken', ['seat-confirmed']],
    ['held', 'confirmed', 'accepted', ['seat-confirmed']],
    ['offered', 'confirmed', 'accepted', ['seat-confirmed']],
    ['waiting', 'confirmed', 'promoted', ['seat-promoted']],
    ['waiting', 'confirmed', 'capacity', ['seat-promoted']],
    [null, 'waiting', 'taken', ['seat-waiting']],
    ['confirmed', 'cancelled', 'cancelled', ['seat-cancelled']],
    ['confirmed', 'cancelled', 'capacity', ['seat-cancelled']],
    ['confirmed', 'cancelled', 'session-cancelled', ['session-cancelled']],
    ['waiting', 'cancelled', 'session-cancelled', ['session-cancelled']],
    ['expired', 'cancelled', 'session-cancelled', []],
    ['waiting', 'offered', 'offered', ['seat-offered']],
    ['offered', 'expired', 'expired', ['seat-expired']],
    ['held', 'expired', 'expired', ['seat-expired']],
    ['confirmed', 'lapsed', 'lapsed', ['seat-lapsed']],
    ['confirmed', 'waiting', 'overflow', ['seat-back-to-waiting']],
    ['offered', 'waiting', 'overflow', ['seat-back-to-waiting']],
    [null, 'held', 'taken', []],
    ['confirmed', 'confirmed', 'named', []],
    ['waiting', 'waiting', 'taken', []],
    ['offered', 'offered', 'offered', []],
  ] as const)('%s → %s, %s: %j', (from, to, cause, notices) => {
    expect(told(from, to, cause)).toEqual(notices);
  });

  it('who gives up a seat is told, as it is in their calendar; who gives up less is not', () => {
    expect(told('confirmed', 'cancelled', 'cancelled', PERSON)).toEqual(['seat-given-up']);
    expect(told('confirmed', 'cancelled', 'swapped', PERSON)).toEqual(['seat-given-up']);
    for (const from of ['held', 'waiting', 'offered'] as const)
      expect(told(from, 'cancelled', 'cancelled', PERSON)).toEqual([]);
  });

  it('who takes a seat again is told again; that the session is cancelled is told once', () => {
    const occasionOf = (to: SeatChange['to'], cause: string, id: string) =>
      noticesOfSeats({
        id,
        time: '2027-06-10T12:00:00Z',
        actor: { kind: 'anonymous' },
        data: {
          slotId: 'slot',
          sessionId: 'session',
          changes: [
            {
              seatId: 'seat',
              personId: PERSON,
              from: 'waiting',
              to,
              groupSize: 1,
              zone: 'Europe/Rome',
              cause,
            },
          ],
        },
      })[0]!.occasion;
    expect(occasionOf('confirmed', 'promoted', 'one')).not.toBe(occasionOf('confirmed', 'promoted', 'other'));
    expect(occasionOf('cancelled', 'session-cancelled', 'one')).toBeNull();
  });
});
