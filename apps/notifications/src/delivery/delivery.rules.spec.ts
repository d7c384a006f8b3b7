import { describe, expect, it } from '@jest/globals';
import { DELIVERY_STATES } from '#contracts';
import {
  DELIVERY_TRANSITIONS,
  handoverOf,
  hasBegun,
  outcomeOf,
  retryDelayMs,
  waitMs,
  type Handover,
} from './delivery.rules.js';

const first = { attempts: 1, lostAnswers: 0 };
const refused = (isPermanent: boolean): Handover => ({ kind: 'refused', isPermanent, why: 'SMTP' });
const interrupted: Handover = { kind: 'interrupted', why: 'ECONNECTION' };
const lost: Handover = { kind: 'answer-lost', why: 'ECONNECTION' };

describe('After a try', () => {
  it.each([
    ['accepted', { kind: 'accepted' }, 'sent', null],
    ['refused for now', refused(false), 'pending', 1_000],
    ['refused for good', refused(true), 'failed', null],
    ['interrupted', interrupted, 'pending', 1_000],
    ['its answer lost', lost, 'unknown', 2_000],
  ] as const)('a mail that was %s', (_what, handover, state, retryInMs) => {
    expect(outcomeOf(handover, first)).toMatchObject({ state, retryInMs });
  });

  it.each([{ kind: 'accepted' }, refused(false), refused(true), interrupted, lost] as Handover[])(
    'a mail whose answer was lost before stays unknown, and is not tried a third time (%j)',
    (handover) => {
      const outcome = outcomeOf(handover, { attempts: 2, lostAnswers: 1 });
      expect(outcome).toMatchObject({ state: 'unknown', retryInMs: null });
    },
  );

  it('a mail that is refused for about a day has failed', () => {
    expect(outcomeOf(refused(false), { attempts: 49, lostAnswers: 0 }).state).toBe('pending');
    expect(outcomeOf(refused(false), { attempts: 50, lostAnswers: 0 }).state).toBe('failed');
  });

  it('every outcome is in the table of states', () => {
    expect(Object.keys(DELIVERY_TRANSITIONS).sort()).toEqual([...DELIVERY_STATES].sort());
    for (const handover of [
      { kind: 'accepted' },
      refused(false),
      refused(true),
      interrupted,
      lost,
    ] as const) {
      for (const lostAnswers of [0, 1]) {
        const { state } = outcomeOf(handover, { attempts: 1, lostAnswers });
        expect(DELIVERY_TRANSITIONS.sending).toContain(state);
      }
    }
  });

  it('waits longer from try to try, at most half an hour', () => {
    const delays = Array.from({ length: 10 }, (_, index) => retryDelayMs(index + 1));
    expect(delays).toEqual([...delays].sort((one, other) => one - other));
    expect(delays.at(-1)).toBe(30 * 60_000);
  });
});

describe('An SMTP error', () => {
  it.each([
    ['4xx to the message', { code: 'EMESSAGE', responseCode: 451 }, true, refused(false)],
    ['5xx to the recipient', { code: 'EENVELOPE', responseCode: 550 }, false, refused(true)],
    ['an address no server takes', { code: 'EENVELOPE' }, false, refused(true)],
    // Our own login or host is refused: no reason to give up on the person.
    ['5xx to the login', { code: 'EAUTH', responseCode: 535 }, false, interrupted],
    ['5xx instead of a greeting', { code: 'EPROTOCOL', responseCode: 554 }, false, interrupted],
    ['no connection', { code: 'ESOCKET' }, false, interrupted],
    ['a connection lost within the message', { code: 'ECONNECTION' }, false, interrupted],
    ['a connection lost after the message', { code: 'ECONNECTION' }, true, lost],
    ['a timeout after the message', { code: 'ETIMEDOUT' }, true, lost],
    ['our own deadline after the message', { code: 'EABORT' }, true, lost],
    // 421 as the answer to the message: the server says that it has not taken it (RFC 5321 section 3.8).
    ['a server that shuts down', { code: 'ECONNECTION', responseCode: 421 }, true, interrupted],
  ])('%s', (_what, error, wasGiven, expected) => {
    const { why: _why, ...handover } = expected as { why: string };
    expect(handoverOf({ ...error, message: 'secret@example.org' }, wasGiven)).toMatchObject(handover);
  });

  it('is noted without the server’s words, which may hold the address', () => {
    const handover = handoverOf(
      { code: 'EENVELOPE', responseCode: 550, message: 'no secret@example.org' },
      false,
    );
    expect(JSON.stringify(handover)).not.toContain('secret');
  });
});

describe('Times', () => {
  const now = new Date('2027-06-10T12:00:00Z');

  it('a session has begun at its start', () => {
    expect(hasBegun({ start: { instant: '2027-06-10T12:00:00Z' } }, now)).toBe(true);
    expect(hasBegun({ start: { instant: '2027-06-10T12:00:01Z' } }, now)).toBe(false);
    expect(hasBegun({ start: null }, now)).toBe(false);
  });

  it('a delivery waits for a fact as long as it has waited, from a second to ten minutes', () => {
    const waiting = (ms: number) => waitMs(new Date(now.getTime() - ms), now);
    expect([waiting(0), waiting(30_000), waiting(86_400_000)]).toEqual([1_000, 30_000, 600_000]);
  });
});
