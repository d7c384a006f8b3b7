import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { offerUntil } from './offers.rules.js';

const at = (instant: string) => new Date(instant);
const offer = { mode: 'offer', holdHours: 12 } as const;

describe('an offer', () => {
  it('lasts as long as the policy says, but never beyond the start', () => {
    const session = { startsAt: at('2027-06-10T12:00:00Z') };
    expect(offerUntil(offer, session, at('2027-06-01T00:00:00Z'))).toEqual(at('2027-06-01T12:00:00Z'));
    expect(offerUntil(offer, session, at('2027-06-10T06:00:00Z'))).toEqual(session.startsAt);
    expect(offerUntil(offer, { startsAt: null }, at('2027-06-10T06:00:00Z'))).toEqual(
      at('2027-06-10T18:00:00Z'),
    );
  });

  it('is none by policy, nor once the session has begun', () => {
    const session = { startsAt: at('2027-06-10T12:00:00Z') };
    expect(offerUntil({ ...offer, mode: 'promote' }, session, at('2027-06-01T00:00:00Z'))).toBeNull();
    expect(offerUntil(offer, session, session.startsAt)).toBeNull();
  });

  it('always leaves time to accept it', () => {
    const hours = fc.double({ min: 0.25, max: 336, noNaN: true });
    fc.assert(
      fc.property(hours, fc.integer({ min: -1e9, max: 1e9 }), (holdHours, leftMs) => {
        const now = at('2027-06-10T12:00:00Z');
        const session = { startsAt: new Date(now.getTime() + leftMs) };
        const until = offerUntil({ mode: 'offer', holdHours }, session, now);
        if (until) expect(until > now && until <= session.startsAt).toBe(true);
        else expect(session.startsAt <= now).toBe(true);
      }),
    );
  });
});
