import { describe, expect, it } from '@jest/globals';
import { LIVE_STATES, SESSION_STATUSES, type Live, type Start } from '#contracts';
import { startAt } from '../scheduling/start.rules.js';
import { checkBegun, delayed, liveAfter, LIVE_TRANSITIONS, type DayOfSession } from './dayof.rules.js';

const NHA_TRANG = 'Asia/Ho_Chi_Minh';
const at = (time: string) => new Date(`2027-06-10T${time}Z`);
const start = (time: string): Start => startAt(at(time).getTime(), NHA_TRANG);
/** An hour from 12:00Z on. */
const opening = (more: Partial<DayOfSession> = {}): DayOfSession => ({
  status: 'scheduled',
  start: start('12:00:00'),
  durationMinutes: 60,
  live: null,
  agreedStart: null,
  ...more,
});
const live = (state: Live['state'], more: Partial<Live> = {}): Live => ({
  state,
  message: null,
  since: '2027-06-10T11:00:00Z',
  ...more,
});
const codeOf = (attempt: () => unknown) => {
  try {
    attempt();
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('how a session goes', () => {
  it('follows the table, from and to every state', () => {
    for (const from of ['none', ...LIVE_STATES] as const) {
      for (const to of LIVE_STATES) {
        const session = opening({ live: from === 'none' ? null : live(from) });
        const said = codeOf(() => liveAfter(session, { state: to, message: 'Now' }, at('12:30:00')));
        expect([from, to, said]).toEqual([
          from,
          to,
          LIVE_TRANSITIONS[from].includes(to) ? 'done' : 'session.state',
        ]);
      }
    }
  });

  it('is said of released sessions only, and “ended” not before the start', () => {
    for (const status of SESSION_STATUSES) {
      const said = codeOf(() => liveAfter(opening({ status }), live('on-time'), at('11:00:00')));
      expect(said).toBe(status === 'scheduled' ? 'done' : 'session.state');
    }
    const ended = (time: string) => codeOf(() => liveAfter(opening(), live('ended'), at(time)));
    expect([ended('11:59:59'), ended('12:00:00')]).toEqual(['session.state', 'done']);
  });

  it('lasts since it was first said, however the message changes', () => {
    const problem = liveAfter(
      opening(),
      { state: 'technical-problem', message: 'No sound.' },
      at('12:05:00'),
    );
    const again = liveAfter(
      opening({ live: problem }),
      { state: 'technical-problem', message: 'Sound soon.' },
      at('12:09:00'),
    );
    expect(again).toEqual({
      state: 'technical-problem',
      message: 'Sound soon.',
      since: '2027-06-10T12:05:00Z',
    });
    const fine = liveAfter(opening({ live: again }), { state: 'on-time', message: null }, at('12:10:00'));
    expect(fine.since).toBe('2027-06-10T12:10:00Z');
  });

  it('has a recording after the start only', () => {
    expect(codeOf(() => checkBegun(opening(), at('11:59:59')))).toBe('session.state');
    expect(codeOf(() => checkBegun(opening({ start: null }), at('12:00:00')))).toBe('session.state');
    expect(codeOf(() => checkBegun(opening(), at('12:00:00')))).toBe('done');
  });
});

describe('an announced delay', () => {
  const by = (minutes: number, session = opening(), now = at('11:45:00')) =>
    delayed(session, { minutes }, 'The train is late.', now);

  it('counts from the announced start, and is told against the agreed one', () => {
    const first = by(15);
    expect(first).toEqual({
      start: start('12:15:00'),
      agreedStart: start('12:00:00'),
      live: {
        state: 'delayed',
        message: 'The train is late.',
        delayMinutes: 15,
        since: '2027-06-10T11:45:00Z',
      },
    });
    const second = by(20, opening(first), at('12:10:00'));
    expect(second.start.local).toBe('2027-06-10T19:35:00');
    expect(second.live).toMatchObject({ delayMinutes: 35, since: '2027-06-10T12:10:00Z' });
  });

  it('is taken back to the agreed start, and never leads before it', () => {
    const late = opening(by(30));
    const to = (time: string, now = at('11:50:00')) =>
      delayed(late, { to: start(time) }, 'The train came.', now);
    expect(to('12:10:00').live).toMatchObject({ state: 'delayed', delayMinutes: 10 });
    expect(to('12:00:00')).toMatchObject({ start: start('12:00:00'), live: { state: 'on-time' } });
    expect(codeOf(() => to('11:55:00'))).toBe('validation.failed');
  });

  it('is announced from 24 hours before the start until the end, to the second', () => {
    const when = (now: string) => codeOf(() => by(10, opening(), new Date(now)));
    expect(when('2027-06-09T11:59:59Z')).toBe('delay.early');
    expect(when('2027-06-09T12:00:00Z')).toBe('done');
    expect(codeOf(() => by(59, opening(), at('12:59:00')))).toBe('validation.failed');
    expect(codeOf(() => by(61, opening(), at('12:59:59')))).toBe('done');
    expect(codeOf(() => by(61, opening(), at('13:00:00')))).toBe('session.state');
  });

  it('is at most a day', () => {
    expect(codeOf(() => by(1_440))).toBe('done');
    expect(codeOf(() => by(1_440, opening({ agreedStart: start('11:59:00') })))).toBe('validation.failed');
  });

  it('is for sessions that are still to be held', () => {
    const refused = [{ status: 'draft' }, { status: 'cancelled' }, { live: live('ended') }] as const;
    for (const more of refused) expect(codeOf(() => by(10, opening(more)))).toBe('session.state');
  });

  it('keeps to the zone’s clocks when they change meanwhile', () => {
    // In Boston clocks go back from 02:00 to 01:00 on 7 November 2027, at 06:00Z.
    const late = opening({ start: startAt(Date.parse('2027-11-07T05:30:00Z'), 'America/New_York') });
    expect(by(60, late, new Date('2027-11-07T05:00:00Z')).start).toMatchObject({
      local: '2027-11-07T01:30:00',
      offset: '-05:00',
      instant: '2027-11-07T06:30:00Z',
    });
  });
});
