import { describe, expect, it } from '@jest/globals';
import type { City, Slot } from '#contracts';
import { BOSTON, NHA_TRANG, ONLINE_SEATS, OPENING } from '../testing/forum.js';
import { capacityConflicts } from './capacity-conflicts.rules.js';
import type { PlacedSession } from './placed-session.rules.js';
import { restDayConflicts } from './rest-day-conflicts.rules.js';

/** Thursday 10 June 2027, 08:00 in Nha Trang; the Wednesday before, 21:00, in Boston. */
const session = (more: Partial<PlacedSession> = {}): PlacedSession => ({
  ...(OPENING as PlacedSession),
  parts: { 'nha-trang': 'required', boston: 'required' },
  ...more,
});
const onDay = (day: string) => ({
  ...session().start,
  local: `${day}T08:00:00`,
  instant: `${day}T01:00:00Z`,
});
type Observance = City['observances'][number];
const observance = (more: Partial<Observance>): Observance => ({
  from: '2027-06-10',
  to: '2027-06-10',
  label: 'Feast',
  effect: 'avoid',
  ...more,
});

describe('days of rest', () => {
  const find = (
    one: PlacedSession,
    {
      observances = [],
      holidays = {},
      others = [],
    }: { observances?: Observance[]; holidays?: Record<string, string[]>; others?: PlacedSession[] } = {},
  ) => {
    const cities = new Map([
      ['boston', BOSTON],
      ['nha-trang', { ...NHA_TRANG, observances }],
    ]);
    const dates = new Map(
      Object.entries(holidays).map(([country, days]) => [
        country,
        new Map(days.map((day) => [day, 'Republic Day'])),
      ]),
    );
    return restDayConflicts([one], [one, ...others], cities, dates);
  };
  const kinds = (...found: Parameters<typeof find>) =>
    find(...found).map(({ kind, severity }) => `${kind} ${severity}`);

  it('are counted on the own date of each required city', () => {
    expect(kinds(session())).toEqual([]);
    // Sunday evening in Boston, Monday morning in Nha Trang.
    expect(find(session({ start: onDay('2027-06-14') })).map(({ detail }) => detail)).toEqual([
      '“Opening” (2027-06-14T08:00:00 Asia/Ho_Chi_Minh) is on 2027-06-13 in Boston, which is required: its weekend.',
    ]);
    expect(kinds(session({ start: onDay('2027-06-14'), parts: { boston: 'invited' } }))).toEqual([]);
    expect(kinds(session(), { holidays: { US: ['2027-06-09'], VN: ['2027-06-09'] } })).toEqual([
      'holiday warning',
    ]);
  });

  it('suggest another day without a move where only the host is required, also without a place', () => {
    const parts = { 'nha-trang': 'required' } as const;
    const [found] = find(
      session({ place: null, parts, hostCity: 'nha-trang', status: 'scheduled', start: onDay('2027-06-13') }),
    );
    expect(found!.suggestion).toMatchObject({ needsMove: false });

    // Nor where the only other city has left the event.
    const gone = new Map([['boston', 'withdrawn']] as const);
    const scheduled = session({ status: 'scheduled', start: onDay('2027-06-13') });
    expect(find(scheduled)[0]!.suggestion).toMatchObject({ needsMove: true });
    expect(find({ ...scheduled, gone })[0]!.suggestion).toMatchObject({ needsMove: false });
  });

  it('are as severe as the city says of an observance, in the hours that it names', () => {
    const severityOf = (more: Partial<Observance>) => kinds(session(), { observances: [observance(more)] });
    expect(severityOf({ effect: 'note' })).toEqual(['observance note']);
    expect(severityOf({ effect: 'avoid' })).toEqual(['observance warning']);
    expect(severityOf({ effect: 'block' })).toEqual(['observance error']);
    expect(severityOf({ localHours: { from: '09:00', to: '12:00' } })).toEqual([]);
    expect(severityOf({ localHours: { from: '08:59', to: '12:00' } })).toEqual(['observance warning']);
    expect(severityOf({ localHours: { from: '06:00', to: '08:00' } })).toEqual([]);
    expect(
      severityOf({ from: '2027-06-09', to: '2027-06-09', localHours: { from: '22:00', to: '08:01' } }),
    ).toEqual(['observance warning']);
    expect(severityOf({ from: '2027-06-11', to: '2027-06-12' })).toEqual([]);
  });

  it('suggest the next day that is one for nobody and at which place and speakers are free', () => {
    const friday = session({ start: onDay('2027-06-12') });
    // Friday evening in Boston is Saturday in Nha Trang; Tuesday is the first on which both work.
    const first = find(friday)[0]!.suggestion!;
    expect(first).toMatchObject({ start: { local: '2027-06-15T08:00:00' }, needsMove: true });
    const other = session({ id: 'other', start: onDay('2027-06-15') });
    expect(find(friday, { others: [other] })[0]!.suggestion!.start!.local).toBe('2027-06-16T08:00:00');
    const everyDay = Array.from(
      { length: 30 },
      (_, index) => `2027-06-${String(index + 1).padStart(2, '0')}`,
    );
    expect(find(friday, { holidays: { VN: everyDay } })[0]!.suggestion).toBeUndefined();
  });
});

describe('seats', () => {
  const find = (slot: Partial<Slot>, more: Partial<PlacedSession> = {}) =>
    capacityConflicts([session(more)], [{ ...ONLINE_SEATS, ...slot }]).map(({ severity, detail }) => [
      severity,
      detail,
    ]);

  it('must not be fewer than those taken', () => {
    expect(find({ capacity: 12 })).toEqual([]);
    expect(find({ capacity: 11 })).toEqual([
      [
        'error',
        'The online seats of “Opening” (2027-06-10T08:00:00 Asia/Ho_Chi_Minh) are 11, and 12 are taken.',
      ],
    ]);
    expect(find({ capacity: 12, held: 1, offered: 2 })[0]![1]).toContain('15 are taken');
  });

  it('must not be more than the place or the meeting holds', () => {
    const inPerson = { mode: 'in-person' as const };
    const hall = (capacity: number | null) => ({ place: { ...OPENING.place!, capacity } });
    expect(find({ ...inPerson, capacity: 400 })).toEqual([]);
    expect(find({ ...inPerson, capacity: 401 })[0]![0]).toBe('warning');
    expect(find({ ...inPerson, capacity: null })[0]![1]).toContain(
      'are open to all, and “Hall 1” (nha-trang) holds 400.',
    );
    expect(find({ ...inPerson, capacity: 401 }, hall(null))).toEqual([]);
    expect(find({ ...inPerson, capacity: 401 }, { place: null })).toEqual([]);
    expect(find({ ...inPerson, capacity: 30 }, hall(10))[0]![0]).toBe('error');

    expect(find({ capacity: 900 })).toEqual([]);
    expect(find({ capacity: 900 }, { meetingCapacity: 500 })[0]).toEqual([
      'warning',
      expect.stringContaining('the meeting holds 500'),
    ]);
    expect(find({ capacity: 900 }, { meetingCapacity: 11 })[0]![0]).toBe('error');
  });
});
