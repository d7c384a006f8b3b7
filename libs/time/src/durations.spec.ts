import { describe, expect, it } from '@jest/globals';
import { minus, parseDuration } from './durations.js';
import { InvalidDurationError } from './errors.js';

describe('reading a duration', () => {
  it.each([
    ['P7D', { days: 7 }],
    ['P1W', { days: 7 }],
    ['PT10M', { minutes: 10 }],
    ['P1DT2H', { days: 1, hours: 2 }],
    ['PT1H30M', { hours: 1, minutes: 30 }],
    ['PT45S', { seconds: 45 }],
  ])('takes %s', (text, parts) => {
    expect(parseDuration(text).toObject()).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0, ...parts });
  });

  it.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1M',
    'P1Y',
    'P1W2D',
    '-P1D',
    'P-1D',
    'P1.5D',
    'PT1,5H',
    '1D',
    'p1d',
    'P1D ',
    'P999999D',
  ])('refuses %j', (text) => {
    expect(() => parseDuration(text)).toThrow(InvalidDurationError);
    expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: 'time.duration' }));
  });
});

describe('a duration before an instant', () => {
  it('takes days off the calendar: the day before at the same hour, across a clock change', () => {
    // 09:00 in Boston on the Sunday summer time begins; 09:00 on Saturday is 23 hours earlier.
    expect(minus('2027-03-14T13:00:00Z', 'P1D', 'America/New_York')).toBe('2027-03-13T14:00:00Z');
    expect(minus('2027-11-07T14:00:00Z', 'P1D', 'America/New_York')).toBe('2027-11-06T13:00:00Z');
    expect(minus('2027-06-10T12:00:00Z', 'P7D', 'Asia/Ho_Chi_Minh')).toBe('2027-06-03T12:00:00Z');
  });

  it('takes hours and minutes off exactly', () => {
    expect(minus('2027-03-14T13:00:00Z', 'PT24H', 'America/New_York')).toBe('2027-03-13T13:00:00Z');
    expect(minus('2027-03-14T13:00:00Z', 'PT10M', 'America/New_York')).toBe('2027-03-14T12:50:00Z');
  });

  it('takes days off first', () => {
    // 04:00 on Monday: a day before is 04:00 on Sunday, two hours before that 01:00, as 02:00 was skipped.
    expect(minus('2027-03-15T08:00:00Z', 'P1DT2H', 'America/New_York')).toBe('2027-03-14T06:00:00Z');
  });

  it('moves forward out of a gap', () => {
    // 02:30 on Monday; 02:30 on Sunday does not exist, 03:30 does.
    expect(minus('2027-03-15T06:30:00Z', 'P1D', 'America/New_York')).toBe('2027-03-14T07:30:00Z');
  });

  it('takes the earlier time of an overlap', () => {
    // 01:30 on Monday; 01:30 on Sunday happens twice.
    expect(minus('2027-11-08T06:30:00Z', 'P1D', 'America/New_York')).toBe('2027-11-07T05:30:00Z');
  });

  it('leaves an instant inside an overlap alone when no days are taken off', () => {
    expect(minus('2027-11-07T06:30:00Z', 'PT0M', 'America/New_York')).toBe('2027-11-07T06:30:00Z');
  });

  it('takes a duration that was read before', () => {
    expect(minus('2027-06-10T12:00:00Z', parseDuration('P1D'), 'UTC')).toBe('2027-06-09T12:00:00Z');
  });
});
