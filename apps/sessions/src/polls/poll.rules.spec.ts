import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant } from '#time';
import { checkPoll, defaultDeadline, POLL_STATES, pollStatusAfter, type PollEvent } from './poll.rules.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = new Date('2027-05-01T10:00:30Z');
const start = (at: number) => ({
  ...{ local: '2027-06-10T19:00:00', zone: 'Etc/UTC', offset: '+00:00', tzdb: '2026f' },
  instant: formatInstant(at),
});

describe('the deadline of a poll', () => {
  it('is in a week, but never after half of the time until the first candidate', () => {
    const minutes = fc.integer({ min: 3, max: 60 * 24 * 60 });
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 2, maxLength: 5 }), (ahead) => {
        const starts = ahead.map((each) => start(NOW.getTime() + each * MINUTE));
        const deadline = defaultDeadline(NOW, starts).getTime();
        const half = NOW.getTime() + (Math.min(...ahead) * MINUTE) / 2;
        expect(deadline).toBeLessThanOrEqual(Math.min(NOW.getTime() + 7 * DAY, half));
        expect(deadline).toBeGreaterThan(Math.min(NOW.getTime() + 7 * DAY, half) - MINUTE);
      }),
    );
  });

  it('lies between now and the first candidate', () => {
    const starts = [start(NOW.getTime() + DAY), start(NOW.getTime() + 2 * DAY)];
    const check = (at: number) => () => checkPoll(NOW, starts, new Date(at));
    expect(check(NOW.getTime() + DAY)).not.toThrow();
    for (const wrong of [NOW.getTime(), NOW.getTime() + DAY + 1]) {
      expect(check(wrong)).toThrow(expect.objectContaining({ code: 'validation.failed' }));
    }
  });
});

describe('a poll', () => {
  it('that was picked or withdrawn stays so', () => {
    const events: PollEvent[] = ['close', 'pick', 'withdraw', 'session-cancelled', 'city-left'];
    for (const status of ['picked', 'withdrawn'] as const) {
      expect(POLL_STATES[status]).toEqual({});
      for (const event of events) {
        expect(() => pollStatusAfter(status, event)).toThrow(expect.objectContaining({ code: 'poll.state' }));
      }
    }
  });
});
