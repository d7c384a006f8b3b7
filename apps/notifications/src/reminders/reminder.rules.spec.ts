import { describe, expect, it } from '@jest/globals';
import { REMINDER_STATES } from '#contracts';
import fc from 'fast-check';
import {
  decideFiring,
  planReminder,
  REARM_AFTER_MS,
  REMINDER_TRANSITIONS,
  WHY,
  type PlannedReminder,
  type RemindedSession,
  type ReminderState,
} from './reminder.rules.js';

const NEW_YORK = 'America/New_York';
const HOUR = 3_600_000;
const BEFORE = '2027-06-01T00:00:00Z';

const session = (instant: string | null, change: Partial<RemindedSession> = {}): RemindedSession => ({
  status: 'scheduled',
  start: instant === null ? null : { instant },
  durationMinutes: 60,
  timeVersion: 1,
  ...change,
});
const reminder = (dueAt: string, state: ReminderState, firedAt: string | null = null) => ({
  dueAt: new Date(dueAt),
  state,
  generation: 1,
  timeVersion: 1,
  why: null,
  firedAt: firedAt === null ? null : new Date(firedAt),
});

/** Plans P1D in New York, where it is 4 h behind UTC in June. */
function plan(
  of: RemindedSession,
  existing: ReturnType<typeof reminder> | null,
  settings: { rule?: string; zone?: string; wanted?: boolean; asOf?: string; now?: string } = {},
): PlannedReminder | null {
  const { rule = 'P1D', zone = NEW_YORK, wanted = true, asOf = BEFORE, now = asOf } = settings;
  return planReminder(of, { rule, zone, wanted }, { asOf: new Date(asOf), now: new Date(now) }, existing);
}

describe('When a reminder is due', () => {
  it.each([
    ['P1D', '2027-06-10T13:00:00Z', '2027-06-09T13:00:00Z', 'a day without a clock change'],
    // Clocks go forward at 02:00 on 14 March: 09:00 EDT is 13:00Z, the day before 09:00 EST is 14:00Z.
    ['P1D', '2027-03-14T13:00:00Z', '2027-03-13T14:00:00Z', 'a day of 23 hours'],
    // Clocks go back at 02:00 on 7 November: 09:00 EST is 14:00Z, the day before 09:00 EDT is 13:00Z.
    ['P1D', '2027-11-07T14:00:00Z', '2027-11-06T13:00:00Z', 'a day of 25 hours'],
    ['PT24H', '2027-03-14T13:00:00Z', '2027-03-13T13:00:00Z', '24 hours across a clock change'],
    ['P7D', '2027-11-07T14:00:00Z', '2027-10-31T13:00:00Z', 'a week across a clock change'],
    ['PT10M', '2027-06-10T13:00:00Z', '2027-06-10T12:50:00Z', 'minutes'],
  ])('%s before %s is %s: %s', (rule, start, dueAt) => {
    const plans = plan(session(start), null, { rule, asOf: '2027-01-01T00:00:00Z' });
    expect(plans).toMatchObject({ state: 'planned', dueAt: new Date(dueAt), generation: 1, why: null });
  });

  it('follows the calendar of the reader, not of the host', () => {
    const start = session('2027-03-14T13:00:00Z');
    const dueIn = (zone: string) => plan(start, null, { zone, asOf: '2027-01-01T00:00:00Z' })?.dueAt;
    expect(dueIn('Asia/Ho_Chi_Minh')).toEqual(new Date('2027-03-13T13:00:00Z'));
    expect(dueIn(NEW_YORK)).toEqual(new Date('2027-03-13T14:00:00Z'));
  });
});

describe('A reminder that is not there yet', () => {
  const soon = session('2027-06-10T13:00:00Z');

  it('is skipped, with the reason, when its time had passed as the first reader came', () => {
    const plans = plan(soon, null, { asOf: '2027-06-09T13:00:00Z' });
    expect(plans).toMatchObject({ state: 'skipped', why: WHY.past });
  });

  it('is planned when the fact is late but the reader was not', () => {
    const late = { asOf: '2027-06-09T12:59:59Z', now: '2027-06-09T14:00:00Z' };
    expect(plan(soon, null, late)).toMatchObject({ state: 'planned' });
  });

  it('is skipped when the session is over by now', () => {
    const late = { asOf: '2027-06-09T12:00:00Z', now: '2027-06-10T14:00:00Z' };
    expect(plan(soon, null, late)).toMatchObject({ state: 'skipped', why: WHY.over });
  });

  it.each([
    ['a draft', session('2027-06-10T13:00:00Z', { status: 'draft' }), true],
    ['a cancelled session', session('2027-06-10T13:00:00Z', { status: 'cancelled' }), true],
    ['a session without a time', session(null), true],
    ['a rule or zone that is gone', soon, false],
  ])('is not made for %s', (_what, of, wanted) => {
    expect(plan(of, null, { wanted })).toBeNull();
  });
});

describe('When the session moves', () => {
  const moved = session('2027-06-17T13:00:00Z', { timeVersion: 2 });

  it.each(['planned', 'skipped', 'cancelled'] as const)('one that is %s is planned anew', (state) => {
    expect(plan(moved, reminder('2027-06-09T13:00:00Z', state))).toEqual({
      dueAt: new Date('2027-06-16T13:00:00Z'),
      state: 'planned',
      generation: 2,
      timeVersion: 2,
      why: null,
    });
  });

  it('one whose new time has passed is skipped', () => {
    const plans = plan(moved, reminder('2027-06-20T13:00:00Z', 'planned'), { asOf: '2027-06-17T00:00:00Z' });
    expect(plans).toMatchObject({ state: 'skipped', why: WHY.past, generation: 2 });
  });

  it.each(['firing', 'fired'] as const)('one that is %s fires again 12 hours later or more', (state) => {
    const dueAt = Date.parse('2027-06-16T13:00:00Z');
    const firedAgo = (ms: number) => {
      const firedAt = new Date(dueAt - ms).toISOString();
      return plan(moved, reminder('2027-06-15T00:00:00Z', state, firedAt), { asOf: firedAt });
    };
    expect(firedAgo(REARM_AFTER_MS)).toMatchObject({ state: 'planned', generation: 2 });
    expect(firedAgo(REARM_AFTER_MS - 1)).toBeNull();
  });

  it('one that was re-armed and moves back to within 12 hours is skipped', () => {
    const rearmed = reminder('2027-06-30T13:00:00Z', 'planned', '2027-06-16T12:00:00Z');
    const plans = plan(moved, rearmed, { asOf: '2027-06-16T12:30:00Z' });
    expect(plans).toMatchObject({ state: 'skipped', why: WHY.told });
  });

  it.each(REMINDER_STATES.filter((state) => state !== 'cancelled'))(
    'one that is %s stays as it is when its own time does not change',
    (state) => {
      expect(plan(moved, reminder('2027-06-16T13:00:00Z', state))).toBeNull();
    },
  );
});

describe('When the session is cancelled, or a rule or zone goes', () => {
  const cancelled = session('2027-06-10T13:00:00Z', { status: 'cancelled' });

  it.each(['planned', 'skipped'] as const)(
    'one that is %s is cancelled, and its jobs wake nobody',
    (state) => {
      const existing = reminder('2027-06-09T13:00:00Z', state);
      expect(plan(cancelled, existing)).toMatchObject({
        state: 'cancelled',
        why: WHY.cancelled,
        generation: 2,
      });
      const gone = plan(session('2027-06-10T13:00:00Z'), existing, { wanted: false });
      expect(gone).toMatchObject({ state: 'cancelled', why: WHY.unwanted });
    },
  );

  it.each(['firing', 'fired', 'cancelled'] as const)('one that is %s stays so', (state) => {
    expect(plan(cancelled, reminder('2027-06-09T13:00:00Z', state))).toBeNull();
  });

  it('one that was cancelled is planned again when a reader comes back', () => {
    const plans = plan(session('2027-06-10T13:00:00Z'), reminder('2027-06-09T13:00:00Z', 'cancelled'));
    expect(plans).toMatchObject({ state: 'planned', generation: 2, why: null });
  });
});

describe('The table of states', () => {
  it('names every state', () => {
    expect(Object.keys(REMINDER_TRANSITIONS)).toEqual([...REMINDER_STATES]);
  });

  it('holds every change that planning makes, and each raises the generation by one', () => {
    const times = fc
      .integer({ min: -60, max: 60 })
      .map((hours) => Date.parse('2027-06-10T13:00:00Z') + hours * HOUR);
    const instants = times.map((ms) => new Date(ms).toISOString());
    const existing = fc.record({
      dueAt: instants,
      state: fc.constantFrom(...REMINDER_STATES),
      firedAt: fc.option(instants),
    });
    const sessions = fc.record({
      start: fc.option(instants),
      status: fc.constantFrom('draft', 'scheduled', 'cancelled'),
    });
    fc.assert(
      fc.property(existing, sessions, instants, fc.boolean(), (before, { start, status }, asOf, wanted) => {
        const plans = plan(session(start, { status }), reminder(before.dueAt, before.state, before.firedAt), {
          rule: 'PT10M',
          wanted,
          asOf,
        });
        if (!plans) return;
        expect(REMINDER_TRANSITIONS[before.state]).toContain(plans.state);
        expect(plans.generation).toBe(2);
        expect(plans.state === 'planned').toBe(plans.why === null);
      }),
    );
  });
});

describe('A reminder that would come at night', () => {
  it.each([
    // 05:00 and 23:30 in New York.
    ['2027-06-10T09:00:00Z', 'At 05:00 it is night where it is read: it comes the evening before.'],
    ['2027-06-11T03:30:00Z', 'At 23:30 it is night where it is read: it comes earlier that evening.'],
  ])('says of a session at %s which evening it is', (instant, why) => {
    expect(plan(session(instant), null)!.why).toBe(why);
  });
});

describe('A reminder that is due', () => {
  const of = session('2027-06-10T13:00:00Z');

  it('fires until the session is over', () => {
    expect(decideFiring(of, new Date('2027-06-10T13:59:59Z'), false)).toBe('fire');
    for (const isOvertaken of [false, true]) {
      expect(decideFiring(of, new Date('2027-06-10T14:00:00Z'), isOvertaken)).toBe('too-late');
      const unplaced = { ...of, start: null };
      expect(decideFiring(unplaced, new Date('2027-06-10T13:00:00Z'), isOvertaken)).toBe('too-late');
    }
  });

  it('leaves it to a nearer one that has come due too', () => {
    expect(decideFiring(of, new Date('2027-06-10T13:00:00Z'), true)).toBe('overtaken');
  });
});
