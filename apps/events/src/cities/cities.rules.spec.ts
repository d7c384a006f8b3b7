import { describe, expect, it } from '@jest/globals';
import { checkCity, unknownCities } from './cities.rules.js';

describe('what a city may say', () => {
  it('takes any name and alias of the tz database, and nothing else', () => {
    for (const zone of ['Asia/Ho_Chi_Minh', 'Asia/Saigon', 'UTC']) expect(checkCity({ zone })).toEqual([]);
    for (const zone of ['Nha Trang', 'asia/ho_chi_minh', '+07:00', '']) {
      expect(checkCity({ zone }, 'cities[2]')).toEqual([
        { path: 'cities[2].zone', message: expect.stringContaining('Asia/Ho_Chi_Minh') },
      ]);
    }
  });

  it('wants a comfort profile that weighs the whole day, or none', () => {
    expect(checkCity({ comfort: null })).toEqual([]);
    expect(checkCity({ comfort: [{ from: '00:00', to: '24:00', weight: 1 }] })).toEqual([]);
    expect(checkCity({ comfort: [{ from: '09:00', to: '18:00', weight: 0 }] })).toMatchObject([
      { path: 'comfort' },
    ]);
  });

  it('wants observances that do not end before they begin', () => {
    const tet = { from: '2027-02-05', to: '2027-02-11', label: 'Tết', effect: 'avoid' as const };
    expect(checkCity({ observances: [tet] })).toEqual([]);
    expect(checkCity({ observances: [tet, { ...tet, to: '2027-02-04' }] })).toMatchObject([
      { path: 'observances[1].to' },
    ]);
  });

  it('names each reference that leads to no city', () => {
    const references = [
      { path: 'hostCity', slug: 'rome' },
      { path: 'cities[3]', slug: 'atlantis' },
    ];
    expect(unknownCities(references, new Set(['rome']))).toMatchObject([{ path: 'cities[3]' }]);
  });
});
