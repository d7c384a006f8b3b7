import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TZDB_VERSION } from '#time';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

const resolve = (local: string, zone: string) =>
  gateway.send(`/v1/time/resolve?${new URLSearchParams({ local, zone })}`);
const zones = (query: Record<string, string>) => gateway.send(`/v1/time/zones?${new URLSearchParams(query)}`);

describe('resolving a wall time', () => {
  it('finds its instant', async () => {
    expect((await resolve('2027-06-10T19:00', 'Asia/Ho_Chi_Minh')).body).toEqual({
      zone: 'Asia/Ho_Chi_Minh',
      kind: 'unique',
      instants: ['2027-06-10T12:00:00Z'],
      suggestions: [],
      offsets: ['+07:00'],
      tzdb: TZDB_VERSION,
    });
  });

  it('tells a gap and an overlap', async () => {
    expect((await resolve('2027-03-14T02:30', 'America/New_York')).body).toMatchObject({
      kind: 'gap',
      suggestions: ['2027-03-14T01:30:00', '2027-03-14T03:30:00'],
    });
    expect((await resolve('2027-11-07T01:30', 'America/New_York')).body).toMatchObject({
      kind: 'overlap',
      instants: ['2027-11-07T05:30:00Z', '2027-11-07T06:30:00Z'],
    });
  });

  it.each([
    ['2027-06-10T19:00', 'Mars/Olympus', 'time.zone'],
    ['2027-06-10T19:00Z', 'Europe/Rome', 'time.local'],
    ['2027-02-30T19:00', 'Europe/Rome', 'time.local'],
  ])('refuses %s in %s', async (local, zone, code) => {
    expect(await resolve(local, zone)).toMatchObject({ status: 422, body: { code } });
  });
});

describe('transitions', () => {
  const year = { from: '2027-01-01T00:00:00Z', to: '2028-01-01T00:00:00Z' };

  it('are given for each zone that is asked for', async () => {
    const { body } = await zones({ names: 'Europe/Rome,Asia/Tokyo', ...year });

    expect(body.tzdb).toBe(TZDB_VERSION);
    expect(body.items).toEqual([
      {
        name: 'Europe/Rome',
        transitions: [
          { at: '2027-01-01T00:00:00Z', offsetMinutes: 60, abbreviation: 'CET' },
          { at: '2027-03-28T01:00:00Z', offsetMinutes: 120, abbreviation: 'CEST' },
          { at: '2027-10-31T01:00:00Z', offsetMinutes: 60, abbreviation: 'CET' },
        ],
      },
      {
        name: 'Asia/Tokyo',
        transitions: [{ at: '2027-01-01T00:00:00Z', offsetMinutes: 540, abbreviation: 'JST' }],
      },
    ]);
  });

  it('between days are those between their first instants in UTC', async () => {
    const names = 'Europe/Rome';
    const { body } = await zones({ names, from: '2027-01-01', to: '2028-01-01' });

    expect(body).toEqual((await zones({ names, ...year })).body);
  });

  it.each([
    ['without names', { ...year }],
    ['with too many names', { names: Array(101).fill('Asia/Tokyo').join(), ...year }],
    ['for too long', { names: 'Asia/Tokyo', from: '1990-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }],
    ['backwards', { names: 'Asia/Tokyo', from: year.to, to: year.from }],
    ['of unknown zones', { names: 'Asia/Atlantis', ...year }],
    ['from a local time', { names: 'Asia/Tokyo', ...year, from: '2027-01-01T00:00:00' }],
  ])('are refused %s', async (_why, query) => {
    expect((await zones(query as Record<string, string>)).status).toBe(422);
  });

  it('name the parameter that is wrong', async () => {
    const wrong = async (path: string) => (await gateway.send(path)).body.errors.map((error) => error.path);
    expect(await wrong('/v1/time/resolve?local=2027-06-10T19:00&zone=Mars/Olympus')).toEqual(['zone']);
    expect(await wrong('/v1/time/resolve?local=2027-02-30T19:00&zone=Asia/Tokyo')).toEqual(['local']);
    expect(await wrong('/v1/time/zones?names=Mars/Olympus&from=2027-01-01&to=2027-02-01')).toEqual(['names']);
  });
});
