import { describe, expect, it } from '@jest/globals';
import type { City, MoveEffects } from '#contracts';
import { restDaysOf } from './rest-days.rules.js';

const city = (slug: string, more: Partial<City> = {}): City => ({
  slug,
  name: slug,
  country: 'IT',
  zone: 'Europe/Rome',
  languages: ['it'],
  weekend: [6, 7],
  latitude: 0,
  longitude: 0,
  comfort: null,
  observances: [],
  version: 1,
  ...more,
});
type Part = MoveEffects['sessions'][number]['cities'][number]['part'];
const at = (slug: string, local: string, part: Part = 'required'): MoveEffects['sessions'] => {
  const clock = { local, offset: '+02:00', dayShift: 0, burden: 0 };
  const before = { ...clock, local: '2027-06-07T10:00:00' };
  return [{ session: 's1', cities: [{ city: slug, zone: 'Europe/Rome', part, before, after: clock }] }];
};
const said = (sessions: MoveEffects['sessions'], of: City) =>
  restDaysOf(
    sessions,
    new Map([[of.slug, of]]),
    new Map([['IT', new Map([['2027-06-02', 'Republic Day']])]]),
  ).map(({ kind, label, date }) => `${date} ${kind} ${label}`);

describe('days of rest after a move', () => {
  it('are weekends as the city has them', () => {
    expect(said(at('rome', '2027-06-12T10:00:00'), city('rome'))).toEqual(['2027-06-12 weekend Saturday']);
    expect(said(at('rome', '2027-06-11T10:00:00'), city('rome'))).toEqual([]);
    expect(said(at('cairo', '2027-06-11T10:00:00'), city('cairo', { weekend: [5, 6] }))).toEqual([
      '2027-06-11 weekend Friday',
    ]);
  });

  it('are public holidays of its country, on its own date', () => {
    expect(said(at('rome', '2027-06-02T00:30:00'), city('rome'))).toEqual([
      '2027-06-02 holiday Republic Day',
    ]);
    expect(said(at('rome', '2027-06-01T23:30:00'), city('rome'))).toEqual([]);
  });

  it('are its observances, at their hours', () => {
    const of = city('rome', {
      observances: [
        {
          from: '2027-06-07',
          to: '2027-06-09',
          label: 'Week of the sea',
          localHours: { from: '18:00', to: '24:00' },
          effect: 'avoid',
        },
      ],
    });
    const label = ['2027-06-09 observance Week of the sea'];
    expect(said(at('rome', '2027-06-09T18:00:00'), of)).toEqual(label);
    expect(said(at('rome', '2027-06-09T17:59:00'), of)).toEqual([]);
    expect(said(at('rome', '2027-06-10T19:00:00'), of)).toEqual([]);
  });

  it('are of required cities only', () => {
    for (const part of ['invited', 'recording'] as const) {
      expect(said(at('rome', '2027-06-12T10:00:00', part), city('rome'))).toEqual([]);
    }
  });

  it('reach past midnight with hours that do', () => {
    const localHours = { from: '22:00', to: '05:00' };
    const observances = [
      { from: '2027-06-08', to: '2027-06-08', label: 'Vigil', localHours, effect: 'avoid' as const },
    ];
    const of = city('rome', { observances });
    const dates = ['2027-06-08T22:30', '2027-06-09T04:30', '2027-06-08T04:30', '2027-06-09T22:30'];
    expect(dates.map((local) => said(at('rome', `${local}:00`), of))).toEqual([
      ['2027-06-08 observance Vigil'],
      ['2027-06-09 observance Vigil'],
      [],
      [],
    ]);
  });
});
