import { describe, expect, it } from '@jest/globals';
import { InvalidLocalTimeError } from './errors.js';
import { addDays, daysBetween, formatLocal, isoWeekday, parseLocal } from './wall-times.js';

describe('reading a wall time', () => {
  it.each([
    ['2027-06-10T19:00', '2027-06-10T19:00:00'],
    ['2027-06-10T19:00:30', '2027-06-10T19:00:30'],
    ['2028-02-29T00:00', '2028-02-29T00:00:00'],
    ['1970-01-01T00:00', '1970-01-01T00:00:00'],
    ['2100-12-31T23:59:59', '2100-12-31T23:59:59'],
  ])('takes %s', (text, written) => {
    expect(formatLocal(parseLocal(text))).toBe(written);
  });

  it.each([
    ['2027-06-10T19:00Z', 'no offset and no Z'],
    ['2027-06-10T19:00:00+07:00', 'no offset and no Z'],
    ['2027-06-10T19:00-0500', 'no offset and no Z'],
    ['2027-06-10T19:00+07:00[Asia/Ho_Chi_Minh]', 'no offset and no Z'],
    ['2027-06-10T24:00', '2027-06-11T00:00'],
    ['2027-06-10T24:01', 'from 00 to 23'],
    ['2027-06-10T25:00', 'from 00 to 23'],
    ['2027-06-10T19:60', 'minutes run'],
    ['2027-06-10T19:00:60', 'seconds run'],
    ['2027-02-30T10:00', 'February 2027 has days 01 to 28'],
    ['2027-04-31T10:00', 'April 2027 has days 01 to 30'],
    ['2027-06-00T10:00', 'June 2027 has days 01 to 30'],
    ['2027-13-01T10:00', 'months run'],
    ['1969-12-31T23:59', '1970 to 2100'],
    ['2101-01-01T00:00', '1970 to 2100'],
    ['2027-06-10', 'YYYY-MM-DDTHH:mm'],
    ['2027-06-10 19:00', 'YYYY-MM-DDTHH:mm'],
    ['2027-06-10T19:00:00.000', 'YYYY-MM-DDTHH:mm'],
    ['2027-6-10T19:00', 'YYYY-MM-DDTHH:mm'],
    ['10/06/2027 7pm', 'YYYY-MM-DDTHH:mm'],
    ['2027-06-10T19:00\n', 'YYYY-MM-DDTHH:mm'],
    ['', 'YYYY-MM-DDTHH:mm'],
  ])('refuses %j and says what would be right', (text, advice) => {
    expect(() => parseLocal(text)).toThrow(InvalidLocalTimeError);
    expect(() => parseLocal(text)).toThrow(advice);
    expect(() => parseLocal(text)).toThrow(expect.objectContaining({ code: 'time.local' }));
  });

  it('refuses what is no text at all', () => {
    for (const value of [undefined, null, 5, {}, ['2027-06-10T19:00']]) {
      expect(() => parseLocal(value as string)).toThrow(InvalidLocalTimeError);
    }
  });
});

describe('local dates', () => {
  it('are counted in whole days, whatever clocks did in between', () => {
    expect(daysBetween('2027-03-27', '2027-03-29')).toBe(2);
    expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1);
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  it('have the weekdays of ISO 8601', () => {
    expect(isoWeekday('2027-06-07')).toBe(1);
    expect(isoWeekday('2027-06-13')).toBe(7);
  });

  it('are refused when they are none', () => {
    for (const text of ['2027-02-29', '2027-6-1', '2027-06-10T00:00', '']) {
      expect(() => isoWeekday(text)).toThrow(InvalidLocalTimeError);
    }
  });
});
