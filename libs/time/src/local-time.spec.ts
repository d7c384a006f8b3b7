import { describe, expect, it } from '@jest/globals';
import { describeLocal, localDate, localTime } from './local-time.js';
import { addDays, isoWeekday } from './wall-times.js';

const plenary = '2027-06-10T12:00:00Z';

describe('local time', () => {
  it.each([
    ['America/New_York', '2027-06-10T08:00:00', '-04:00'],
    ['Asia/Ho_Chi_Minh', '2027-06-10T19:00:00', '+07:00'],
    ['Asia/Tokyo', '2027-06-10T21:00:00', '+09:00'],
    ['Asia/Kolkata', '2027-06-10T17:30:00', '+05:30'],
    ['Europe/Rome', '2027-06-10T14:00:00', '+02:00'],
  ])('in %s is what its clocks show', (zone, local, offset) => {
    expect(localTime(plenary, zone, { relativeToDate: '2027-06-10' })).toEqual({
      local,
      offset,
      dayShift: 0,
    });
  });

  it("shifts by days against the host's date", () => {
    const evening = '2027-06-10T20:00:00Z';
    expect(localTime(evening, 'Asia/Tokyo', { relativeToDate: '2027-06-10' }).dayShift).toBe(1);
    expect(localTime(evening, 'America/New_York', { relativeToDate: '2027-06-11' }).dayShift).toBe(-1);
    expect(localTime(evening, 'Asia/Tokyo').dayShift).toBe(0);
  });

  it('is told also where the last year that is written down has ended, or the first not begun', () => {
    const last = localTime('2100-12-31T20:00:00Z', 'Asia/Tokyo', { relativeToDate: '2100-12-31' });
    expect(last).toMatchObject({ local: '2101-01-01T05:00:00', dayShift: 1 });
    const first = localTime('1970-01-01T03:00:00Z', 'America/New_York', { relativeToDate: '1970-01-01' });
    expect(first).toMatchObject({ local: '1969-12-31T22:00:00', dayShift: -1 });
    expect([isoWeekday('2101-01-01'), addDays('2101-01-01', -1)]).toEqual([6, '2100-12-31']);
  });

  it('gives the date in a zone', () => {
    expect(localDate('2027-06-10T20:00:00Z', 'Asia/Tokyo')).toBe('2027-06-11');
    expect(localDate('2027-06-10T20:00:00Z', 'America/New_York')).toBe('2027-06-10');
  });
});

describe('a time in words', () => {
  // Fragments: the rest of the words changes with the release of the host's language data.
  it.each([
    ['en', 'June 10, 2027', '7:00 PM', 'Thursday', 'Thu', 'Indochina'],
    ['vi', '10 tháng 6', '19:00', 'Thứ Năm', 'Thứ 5', 'Đông Dương'],
    ['ja', '2027年6月10日', '19:00', '木曜日', '(木)', 'インドシナ'],
    ['it', '10 giugno 2027', '19:00', 'giovedì', 'gio', 'Indocina'],
    ['kn', 'ಜೂನ್', '7:00', 'ಗುರುವಾರ', 'ಗುರು', 'ಇಂಡೊಚೈನಾ'],
  ])('is in the language %s of the reader', (locale, date, time, weekday, shortDay, zoneName) => {
    expect(describeLocal(plenary, 'Asia/Ho_Chi_Minh', locale)).toEqual({
      date: expect.stringContaining(date),
      time: expect.stringContaining(time),
      weekday,
      longDate: expect.stringContaining(weekday),
      dateTime: expect.stringMatching(new RegExp(`(?=.*${weekday}).*${time}`)),
      shortDateTime: expect.stringMatching(
        new RegExp(`(?=.*${shortDay.replaceAll(/[()]/g, '\\$&')}).*${time}`),
      ),
      zoneName: expect.stringContaining(zoneName),
      offset: 'UTC+07:00',
    });
  });

  it('names summer and standard time', () => {
    expect(describeLocal(plenary, 'America/New_York', 'en').zoneName).toBe('Eastern Daylight Time');
    expect(describeLocal('2027-01-10T12:00:00Z', 'America/New_York', 'en').zoneName).toBe(
      'Eastern Standard Time',
    );
  });

  // The host's ICU may still have Cuba on standard time then and would call it that.
  it('goes by the pinned tzdb where the host knows an older one', () => {
    const havana = describeLocal('2026-12-24T22:00:00Z', 'America/Havana', 'en');
    expect(havana).toMatchObject({ time: '6:00 PM', offset: 'UTC-04:00' });
    expect(['Cuba Daylight Time', 'UTC-04:00']).toContain(havana.zoneName);
  });
});
