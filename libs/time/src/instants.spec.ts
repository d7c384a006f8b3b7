import { describe, expect, it } from '@jest/globals';
import { InvalidInstantError } from './errors.js';
import { formatInstant, instantMillis, isInstant } from './instants.js';

describe('an instant', () => {
  it.each(['2027-06-10T12:00:00Z', '2027-06-10T12:00Z', '2027-06-10T12:00:00.250Z', '2028-02-29T00:00:00Z'])(
    '%s is one',
    (text) => {
      expect(isInstant(text)).toBe(true);
      expect(instantMillis(text)).toBe(Date.parse(text));
    },
  );

  it.each([
    '2027-06-10T12:00:00',
    '2027-06-10T12:00:00+07:00',
    '2027-06-10',
    '2027-02-30T12:00:00Z',
    '2027-06-10T24:00:00Z',
    '2027-06-10t12:00:00z',
    '2027-06-10T12:00:00Z\n',
    'now',
    '',
    1_812_628_800_000,
    null,
  ])('%j is none', (value) => {
    expect(isInstant(value)).toBe(false);
    if (typeof value === 'string') expect(() => instantMillis(value)).toThrow(InvalidInstantError);
  });

  it('may be given in milliseconds or as a Date, but not as no number', () => {
    expect(formatInstant(Date.UTC(2027, 5, 10, 12))).toBe('2027-06-10T12:00:00Z');
    expect(formatInstant(new Date(Date.UTC(2027, 5, 10, 12, 0, 0, 5)))).toBe('2027-06-10T12:00:00.005Z');
    expect(() => instantMillis(Number.NaN)).toThrow(InvalidInstantError);
    expect(() => instantMillis(new Date('never'))).toThrow(expect.objectContaining({ code: 'time.instant' }));
  });
});
