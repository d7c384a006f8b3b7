import { describe, expect, it } from '@jest/globals';
import { PARTNER_ANSWERS, PARTNER_STATUSES, type Partner } from '#contracts';
import {
  answered,
  askedRespondBy,
  newPartner,
  PARTNER_TRANSITIONS,
  requireInvitable,
  type PartnerAnswer,
} from './partners.rules.js';

const NOW = new Date('2027-01-01T00:00:00Z');
const EVENT = { id: 'e1', hostCity: 'nha-trang', partners: [] as Partner[] };
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
