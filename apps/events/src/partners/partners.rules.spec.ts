import { describe, expect, it } from '@jest/globals';
import { PARTNER_ANSWERS, PARTNER_STATUSES, type Partner } from '#contracts';
import { localDate } from '#time';
import fc from 'fast-check';
import {
  answered,
  askedRespondBy,
  newPartner,
  PARTNER_TRANSITIONS,
  requireInvitable,
  type PartnerAnswer,
} from './partners.rules.js';

const DAY_MS = 86_400_000;
const NOW = new Date('2027-01-01T00:00:00Z');
const EVENT = {
  id: 'e1',
  hostCity: 'nha-trang',
  startsOn: '2027-06-10',
  endsOn: '2027-06-13',
  partners: [] as Partner[],
};
const CITIES = ['nha-trang', 'rome', 'boston'];

const invited = (status: Partner['status'] = 'invited') => ({
  ...newPartner('p1', EVENT, { city: 'rome', modes: ['online', 'input'] }, NOW),
  status,
});

describe('an invitation', () => {
  it('gives 14 days to answer unless it says otherwise', () => {
    expect(invited().respondBy).toBe('2027-01-15T00:00:00.000Z');
    const input = { city: 'rome', modes: ['online' as const], respondBy: '2027-02-01T12:00:00Z' };
    expect(newPartner('p1', EVENT, input, NOW).respondBy).toBe('2027-02-01T12:00:00.000Z');
  });

  it.each([
    ['2027-05-01T00:00:00Z', '2027-05-15T00:00:00.000Z'],
    ['2027-05-26T09:00:00Z', '2027-06-09T09:00:00.000Z'],
    ['2027-06-01T00:00:00Z', '2027-06-09T10:00:00.000Z'],
    ['2027-06-08T10:00:00Z', '2027-06-09T10:00:00.000Z'],
    ['2027-06-08T11:00:00Z', '2027-06-09T11:00:00.000Z'],
    ['2027-06-11T00:00:00Z', '2027-06-12T00:00:00.000Z'],
    ['2027-06-13T00:00:00Z', '2027-06-13T05:00:00.000Z'],
    ['2027-06-13T10:00:00Z', '2027-06-14T10:00:00.000Z'],
  ])('of %s for an event of 10 to 13 June is to be answered by %s', (now, respondBy) => {
    const input = { city: 'rome', modes: ['online' as const] };
    expect(newPartner('p1', EVENT, input, new Date(now)).respondBy).toBe(respondBy);
  });

  it('is, without a date of its own, to be answered before any city’s calendar shows the event’s first day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: NOW, max: new Date('2027-06-08T10:00:00Z'), noInvalidDate: true }),
        (now) => {
          const { respondBy } = newPartner('p1', EVENT, { city: 'rome', modes: ['online'] }, now);
          const given = Date.parse(respondBy) - now.getTime();
          expect(given).toBeGreaterThanOrEqual(DAY_MS);
          expect(given).toBeLessThanOrEqual(14 * DAY_MS);
          expect(localDate(Date.parse(respondBy) - 1, 'Pacific/Kiritimati') < EVENT.startsOn).toBe(true);
        },
      ),
    );
  });

  it('goes to another city of the programme, with time to answer, and again to one that has left', () => {
    const invite =
      (city: string, values: object = {}, partners: Partner[] = []) =>
      () =>
        requireInvitable({ city, modes: ['online'], ...values }, { ...EVENT, partners }, CITIES, NOW);
    expect(invite('rome')).not.toThrow();
    expect(invite('nha-trang')).toThrow('host');
    expect(invite('tokyo')).toThrow('cities of the programme');
    expect(invite('rome', { respondBy: '2027-01-01T00:00:00Z' })).toThrow('respondBy');
    for (const status of ['invited', 'tentative', 'accepted'] as const) {
      expect(invite('rome', {}, [invited(status)])).toThrow('partner.state');
    }
    for (const status of ['declined', 'withdrawn'] as const) {
      expect(invite('rome', {}, [invited(status)])).not.toThrow();
      expect(invite('rome', { respondBy: '2027-01-01T00:00:00Z' }, [invited(status)])).toThrow('respondBy');
      expect(PARTNER_TRANSITIONS[status].invite).toBe('invited');
    }
  });
});

describe('a partner city', () => {
  const EXPECTED: Record<Partner['status'], Record<PartnerAnswer, Partner['status'] | 'refused'>> = {
    invited: {
      accept: 'accepted',
      decline: 'declined',
      tentative: 'tentative',
      'more-time': 'invited',
      withdraw: 'withdrawn',
    },
    tentative: {
      accept: 'accepted',
      decline: 'declined',
      tentative: 'tentative',
      'more-time': 'tentative',
      withdraw: 'withdrawn',
    },
    accepted: {
      accept: 'accepted',
      decline: 'refused',
      tentative: 'refused',
      'more-time': 'refused',
      withdraw: 'withdrawn',
    },
    declined: {
      accept: 'refused',
      decline: 'declined',
      tentative: 'refused',
      'more-time': 'refused',
      withdraw: 'refused',
    },
    withdrawn: {
      accept: 'refused',
      decline: 'refused',
      tentative: 'refused',
      'more-time': 'refused',
      withdraw: 'withdrawn',
    },
  };

  for (const status of PARTNER_STATUSES) {
    it.each(PARTNER_ANSWERS)(`that is ${status} and answers %s`, (answer) => {
      const expected = EXPECTED[status][answer];
      if (expected === 'refused')
        expect(() => answered(invited(status), answer, {})).toThrow('partner.state');
      else expect(answered(invited(status), answer, {})).toMatchObject({ status: expected });
    });
  }

  it('has a way out of every status that is not an end', () => {
    for (const status of ['invited', 'tentative', 'accepted'] as const) {
      expect(PARTNER_TRANSITIONS[status].withdraw).toBe('withdrawn');
    }
  });

  it('narrows the modes that were offered, and may take up again what it left out', () => {
    const tentative = { ...invited(), ...answered(invited(), 'tentative', { modes: ['online', 'online'] }) };
    expect(tentative.modes).toEqual(['online']);
    expect(answered(tentative, 'accept', { modes: ['online', 'input'] }).modes).toEqual(['input', 'online']);
    expect(() => answered(tentative, 'accept', { modes: ['delegation'] })).toThrow('modes');
  });

  it('keeps its note until it writes another', () => {
    expect(answered(invited(), 'tentative', {})).not.toHaveProperty('note');
    expect(answered(invited(), 'decline', { note: 'Exams' })).toMatchObject({ note: 'Exams' });
    expect(answered(invited(), 'decline', { note: '' })).toMatchObject({ note: null });
  });

  it('gets seven more days, once', () => {
    const extended = { ...invited(), ...answered(invited(), 'more-time', {}) };
    expect(extended.respondBy).toBe('2027-01-22T00:00:00.000Z');
    expect(askedRespondBy(extended)).toBe('2027-01-15T00:00:00.000Z');
    expect(() => answered(extended, 'more-time', {})).toThrow('partner.state');
    expect(answered(extended, 'accept', {})).toEqual({ status: 'accepted' });
  });
});
