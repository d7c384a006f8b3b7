import { describe, expect, it } from '@jest/globals';
import { PARTNER_STATUSES, type Partner } from '#contracts';
import { consentOf, leaversOf, leftBehind, type Requiring } from './consent.rules.js';

const session = (more: Partial<Requiring> = {}): Requiring => ({
  status: 'scheduled',
  parts: { 'nha-trang': 'required', boston: 'required', rome: 'required', tokyo: 'invited' },
  ownCity: 'nha-trang',
  gone: [],
  ...more,
});
const left = (...cities: string[]) => cities.map((city) => ({ city, status: 'withdrawn' as const }));

describe('the consent to a new time', () => {
  it.each(PARTNER_STATUSES)('of a required city whose partnership is %s', (status: Partner['status']) => {
    const gone = leaversOf([{ city: 'rome', status }]);
    const isGone = ['declined', 'withdrawn'].includes(status);
    expect(gone).toEqual(isGone ? [{ city: 'rome', status }] : []);
    expect(consentOf(session({ gone }))).toEqual(isGone ? ['boston'] : ['boston', 'rome']);
  });

  it('is nobody’s for a draft', () => {
    expect(consentOf(session({ status: 'draft' }))).toEqual([]);
  });
});

describe('a city that is not asked', () => {
  it('is one that is required, and has left', () => {
    expect(leftBehind([session({ gone: left('rome', 'boston') })])).toEqual(left('boston', 'rome'));
    expect(leftBehind([session({ gone: left('tokyo', 'nha-trang') })])).toEqual([]);
    expect(leftBehind([session({ status: 'draft', gone: left('rome') })])).toEqual([]);
  });

  it('is asked all the same about a session of an event that it is still part of', () => {
    expect(leftBehind([session({ gone: left('rome') }), session()])).toEqual([]);
    const elsewhere = session({ parts: { boston: 'required' } });
    expect(leftBehind([session({ gone: left('rome') }), elsewhere])).toEqual(left('rome'));
  });
});
