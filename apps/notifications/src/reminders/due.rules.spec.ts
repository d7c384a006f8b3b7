import { describe, expect, it } from '@jest/globals';
import { bundleOf, dayAround, dueOf } from './due.rules.js';

const due = (rule: string, instant: string, zone: string) => {
  const { at, insteadOf } = dueOf(rule, instant, zone);
  return [at.toISOString(), insteadOf];
};

describe('A rule', () => {
  it.each([
    // 19:00 in Nha Trang.
    [
      'P1D',
      '2027-06-10T12:00:00Z',
      'Asia/Ho_Chi_Minh',
      '2027-06-09T12:00:00.000Z',
      null,
      'comes as it says by day',
    ],
    // 05:00 in Los Angeles: night.
    [
      'P1D',
      '2027-06-10T12:00:00Z',
      'America/Los_Angeles',
      '2027-06-09T03:00:00.000Z',
      '05:00',
      'comes the evening before',
    ],
    // 23:30 in Tokyo: the same evening.
    [
      'P7D',
      '2027-06-10T14:30:00Z',
      'Asia/Tokyo',
      '2027-06-03T11:00:00.000Z',
      '23:30',
      'comes the same evening',
    ],
    ['P1D', '2027-06-10T13:00:00Z', 'America/Los_Angeles', '2027-06-09T13:00:00.000Z', null, 'comes at six'],
    [
      'PT10M',
      '2027-06-10T12:00:00Z',
      'America/Los_Angeles',
      '2027-06-10T11:50:00.000Z',
      null,
      'of minutes comes at night too',
    ],
    [
      'P1DT2H',
      '2027-06-10T12:00:00Z',
      'America/Los_Angeles',
      '2027-06-09T10:00:00.000Z',
      null,
      'of hours comes at night too',
    ],
    [
      'P1D@18:00',
      '2027-06-10T12:00:00Z',
      'Asia/Tokyo',
      '2027-06-09T09:00:00.000Z',
      null,
      'at a wall time of the reader',
    ],
    [
      'P1D@18:00',
      '2027-06-10T12:00:00Z',
      'America/Los_Angeles',
      '2027-06-10T01:00:00.000Z',
      null,
      'the day before the reader’s day',
    ],
    [
      'P0D@08:00',
      '2027-06-10T12:00:00Z',
      'Europe/Rome',
      '2027-06-10T06:00:00.000Z',
      null,
      'on the day itself',
    ],
    // 02:30 on 14 March 2027 does not exist in New York.
    [
      'P0D@02:30',
      '2027-03-14T18:00:00Z',
      'America/New_York',
      '2027-03-14T07:30:00.000Z',
      null,
      'in a gap comes after it',
    ],
    [
      'P1D@23:30',
      '2027-06-10T12:00:00Z',
      'Asia/Tokyo',
      '2027-06-09T14:30:00.000Z',
      null,
      'that names the night is taken at its word',
    ],
  ])('%s before %s in %s is due at %s (instead of %s): %s', (rule, instant, zone, at, insteadOf, _why) => {
    expect(due(rule, instant, zone)).toEqual([at, insteadOf]);
  });

  it.each([
    ['P7D', 'event'],
    ['P14D', 'event'],
    ['P1D', 'day'],
    ['P2DT3H', 'day'],
    ['P0D@08:00', 'day'],
    ['PT24H', 'session'],
    ['PT10M', 'session'],
  ])('%s reminds once per %s', (rule, bundle) => expect(bundleOf(rule)).toBe(bundle));

  it('bundles by the reader’s day, also one of 23 hours', () => {
    const { from, to } = dayAround('2027-03-14T18:00:00Z', 'America/New_York');
    expect([from.toISOString(), to.toISOString()]).toEqual([
      '2027-03-14T05:00:00.000Z',
      '2027-03-15T04:00:00.000Z',
    ]);
  });
});
