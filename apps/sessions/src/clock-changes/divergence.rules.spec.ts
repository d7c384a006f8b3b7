import { describe, expect, it } from '@jest/globals';
import { occurrences, toInstant } from '#time';
import { anchorOf, divergence, startKeeping, type Placed } from './divergence.rules.js';

const ROME = 'Europe/Rome';
const BOSTON = { slug: 'boston', zone: 'America/New_York' };
const NHA_TRANG = { slug: 'nha-trang', zone: 'Asia/Ho_Chi_Minh' };
const HOST = { slug: 'rome', zone: ROME };

/** A weekly session of Rome at 18:00, with what differs for one of them by its day. */
function weekly(
  from: string,
  count: number,
  parts: Placed['parts'],
  overrides: Record<string, Partial<Placed>> = {},
  zone = ROME,
): Placed[] {
  const { locals } = occurrences({
    local: `${from}T18:00`,
    zone,
    rule: `FREQ=WEEKLY;COUNT=${count}`,
    most: 500,
  });
  return locals.map((occurrence) => ({
    sessionId: occurrence.slice(0, 10),
    occurrence,
    start: toInstant({ local: occurrence, zone }),
    isException: false,
    isToCome: true,
    parts,
    moveRequired: [],
    choice: null,
    ...overrides[occurrence.slice(0, 10)],
  }));
}
const required = { rome: 'required', boston: 'required' } as const;
const days = ({ occurrences: found }: ReturnType<typeof divergence>) =>
  found.map(({ sessionId }) => sessionId);

describe('divergence of Rome and Boston', () => {
  it('is one week in autumn and two in March, occurrence by occurrence', () => {
    const autumn = divergence('s', ROME, weekly('2027-10-06', 8, required), [HOST, BOSTON]);
    expect(days(autumn)).toEqual(['2027-11-03']);
    expect(autumn.usual).toEqual([
      { city: 'rome', zone: ROME, differenceMinutes: 0 },
      { city: 'boston', zone: BOSTON.zone, differenceMinutes: -360 },
    ]);
    const spring = divergence('s', ROME, weekly('2027-02-17', 10, required), [HOST, BOSTON]);
    expect(days(spring)).toEqual(['2027-03-17', '2027-03-24']);
  });

  it('offers to keep the wall time of the host, or the instant of the other city', () => {
    const {
      occurrences: [found],
    } = divergence('s', ROME, weekly('2027-10-06', 8, required), [HOST, BOSTON]);
    expect(found).toMatchObject({
      start: { local: '2027-11-03T18:00:00', instant: '2027-11-03T17:00:00Z' },
      cities: [
        {
          city: 'boston',
          part: 'required',
          usualLocal: '2027-11-03T12:00:00',
          local: '2027-11-03T13:00:00',
          differenceMinutes: 60,
        },
      ],
      keepWall: {
        start: { local: '2027-11-03T18:00:00' },
        localTimes: [{ city: 'boston', local: '2027-11-03T13:00:00' }],
      },
      keepInstant: {
        city: 'boston',
        start: {
          local: '2027-11-03T17:00:00',
          zone: ROME,
          offset: '+01:00',
          instant: '2027-11-03T16:00:00Z',
        },
        localTimes: [{ city: 'boston', local: '2027-11-03T12:00:00' }],
      },
    });
  });

  it('is nothing when all cities change their clocks alike, or never', () => {
    const tokyo = { slug: 'tokyo', zone: 'Asia/Tokyo' };
    const parts = { 'nha-trang': 'required', tokyo: 'required' } as const;
    const series = weekly('2027-09-01', 20, parts, {}, NHA_TRANG.zone);
    expect(days(divergence('s', NHA_TRANG.zone, series, [NHA_TRANG, tokyo]))).toEqual([]);
    const paris = { slug: 'paris', zone: 'Europe/Paris' };
    const european = weekly('2027-09-01', 20, { rome: 'required', paris: 'required' });
    expect(days(divergence('s', ROME, european, [HOST, paris]))).toEqual([]);
  });

  it('is what fewer occurrences have, of as many the later', () => {
    const both = (count: number) =>
      divergence('s', ROME, weekly('2027-10-24', count, required), [HOST, BOSTON]);
    expect(days(both(2))).toEqual(['2027-10-31']);
    // After winter time begins in both: 24 October and 7 November are usual, 31 October is not.
    expect(days(both(3))).toEqual(['2027-10-31']);
  });

  it('counts cities that are there, not those that watch the recording', () => {
    const watching = weekly('2027-10-06', 8, { rome: 'required', boston: 'recording' });
    expect(divergence('s', ROME, watching, [HOST, BOSTON])).toMatchObject({ occurrences: [] });
    const invited = weekly('2027-10-06', 8, { rome: 'required', boston: 'invited' });
    expect(days(divergence('s', ROME, invited, [HOST, BOSTON]))).toEqual(['2027-11-03']);
  });

  it('leaves out what is over, cancelled, or has a time of its own', () => {
    for (const other of [{ isToCome: false }, { start: null }, { isException: true }]) {
      const series = weekly('2027-10-06', 8, required, { '2027-11-03': other });
      expect(days(divergence('s', ROME, series, [HOST, BOSTON]))).toEqual([]);
    }
  });
});

describe('the instant that is kept', () => {
  const shifted = (city: string, part: 'required' | 'invited', differenceMinutes: number) => ({
    city,
    part,
    usualLocal: '',
    local: '',
    differenceMinutes,
  });

  it('is that of a required city before an invited one, then of who shifts most, then of the first', () => {
    const [a, b, c] = [
      shifted('a', 'invited', 120),
      shifted('b', 'required', 30),
      shifted('c', 'required', -60),
    ];
    expect(anchorOf([a, b, c])).toBe(c);
    expect(anchorOf([a])).toBe(a);
    const d = shifted('d', 'required', 60);
    expect(anchorOf([c, d])).toBe(c);
  });

  it('is as near as can be where the city’s own clocks skip its usual time', () => {
    const start = toInstant({ local: '2027-03-14T08:30:00', zone: ROME });
    const kept = startKeeping({ usualLocal: '2027-03-14T02:30:00' }, BOSTON.zone, start);
    expect(kept).toMatchObject({ instant: '2027-03-14T07:30:00Z', local: '2027-03-14T08:30:00' });
  });
});
