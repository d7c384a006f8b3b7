import { describe, expect, it } from '@jest/globals';
import { checkComfort, dayOf, DEFAULT_COMFORT, type Comfort } from './comfort.js';
import { InvalidComfortError } from './errors.js';

describe('a comfort profile', () => {
  it('is right when it covers the day once', () => {
    expect(checkComfort(DEFAULT_COMFORT)).toBeNull();
    expect(checkComfort([{ from: '00:00', to: '24:00', weight: 0.5 }])).toBeNull();
    expect(
      checkComfort([
        { from: '20:00', to: '06:30', weight: 3 },
        { from: '06:30', to: '20:00', weight: 0 },
      ]),
    ).toBeNull();
  });

  it.each<[string, Comfort, string]>([
    ['nothing', [], '00:00 has no weight'],
    ['a hole', [{ from: '06:00', to: '05:30', weight: 1 }], '05:30 has no weight'],
    [
      'an overlap',
      [
        { from: '00:00', to: '24:00', weight: 0 },
        { from: '22:00', to: '23:00', weight: 4 },
      ],
      '22:00–23:00 and 00:00–24:00 overlap at 22:00',
    ],
    ['an empty band', [{ from: '09:00', to: '09:00', weight: 0 }], 'empty'],
    ['a band from 24:00', [{ from: '24:00', to: '06:00', weight: 0 }], 'starts at 00:00'],
    ['a time without leading zero', [{ from: '9:00', to: '18:00', weight: 0 }], 'write HH:MM'],
    ['25 o’clock', [{ from: '09:00', to: '25:00', weight: 0 }], 'write HH:MM'],
    ['a negative weight', [{ from: '00:00', to: '24:00', weight: -1 }], 'at least 0'],
    ['no number', [{ from: '00:00', to: '24:00', weight: Number.NaN }], 'at least 0'],
  ])('with %s is refused in words', (_, profile, words) => {
    expect(checkComfort(profile)).toContain(words);
    expect(() => dayOf(profile, 'work')).toThrow(InvalidComfortError);
  });
});

describe('the weights of a day', () => {
  const weightAt = (
    purpose: 'work' | 'evening' | 'family',
    time: string,
    profile: Comfort = DEFAULT_COMFORT,
  ) => {
    const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    return dayOf(profile, purpose).find(({ until }) => minute < until)!.weight;
  };

  it.each([
    ['00:00', 8, 8, 8],
    ['05:59', 8, 8, 8],
    ['06:00', 4, 4, 4],
    ['07:00', 2, 2, 2],
    ['08:00', 1, 1, 1],
    ['09:00', 0, 1, 0],
    ['16:59', 0, 1, 0],
    ['17:00', 0, 0, 0],
    ['18:00', 1, 0, 0],
    ['19:59', 1, 0, 0],
    ['20:00', 2, 0, 2],
    ['21:59', 2, 0, 2],
    ['22:00', 4, 4, 4],
    ['23:00', 8, 8, 8],
  ])('at %s are %d for work, %d for an evening, %d for families', (time, work, evening, family) => {
    expect([weightAt('work', time), weightAt('evening', time), weightAt('family', time)]).toEqual([
      work,
      evening,
      family,
    ]);
  });

  it("keep a city's own profile outside the hours of the purpose", () => {
    const siesta: Comfort = [
      { from: '08:00', to: '22:00', weight: 3 },
      { from: '22:00', to: '08:00', weight: 5 },
    ];
    expect(weightAt('evening', '08:30', siesta)).toBe(3);
    expect(weightAt('evening', '10:00', siesta)).toBe(1);
    expect(weightAt('evening', '18:00', siesta)).toBe(0);
    expect(weightAt('evening', '22:00', siesta)).toBe(5);
  });
});
