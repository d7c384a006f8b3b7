import { describe, expect, it } from '@jest/globals';
import { PARTNER_STATUSES, type Partner } from '#contracts';
import { checkCities, defaultParts, unknownCities, type EventCities } from './parts.rules.js';

const partner = (city: string, modes: Partner['modes'], status: Partner['status'] = 'accepted') => ({
  city,
  modes,
  status,
});
const cities: EventCities = {
  hostCity: 'nha-trang',
  partners: [
    partner('boston', ['input', 'online']),
    partner('rome', ['online']),
    partner('tokyo', ['delegation']),
  ],
  programmeCities: ['nha-trang', 'boston', 'rome', 'tokyo', 'bengaluru'],
};

describe('parts by default', () => {
  it('require the own city and the speakers’, and invite the other partners online', () => {
    expect(defaultParts(cities, 'nha-trang', ['boston', null])).toEqual({
      'nha-trang': 'required',
      boston: 'required',
      rome: 'invited',
    });
  });

  it('require a speaker’s city that is no partner online, and the place’s instead of the host', () => {
    expect(defaultParts(cities, 'rome', ['tokyo'])).toEqual({
      rome: 'required',
      tokyo: 'required',
      boston: 'invited',
    });
  });

  it.each(PARTNER_STATUSES)('ask a partner who is %s as far as they take part', (status) => {
    const parts = defaultParts(
      { ...cities, partners: [partner('rome', ['online'], status)] },
      'nha-trang',
      [],
    );
    expect('rome' in parts).toBe(!['declined', 'withdrawn'].includes(status));
  });
});

describe('cities of a session', () => {
  it('are the host, partners, and the programme’s', () => {
    for (const city of ['nha-trang', 'boston', 'bengaluru', null, undefined]) {
      expect(unknownCities(cities, [{ path: 'place.city', city }])).toEqual([]);
    }
    const named = [
      { path: 'place.city', city: 'paris' },
      { path: 'parts.cairo', city: 'cairo' },
    ];
    expect(unknownCities(cities, named).map(({ path }) => path)).toEqual(['place.city', 'parts.cairo']);
    expect(() => checkCities(cities, named)).toThrow(expect.objectContaining({ code: 'city.unknown' }));
  });
});
