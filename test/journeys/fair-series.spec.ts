import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { System, type Client } from './system.js';

jest.setTimeout(120_000);

interface Best {
  instant: string;
  burdens: Record<string, number>;
  worst: number;
  total: number;
}
interface Series {
  cities: string[];
  durationMinutes: number;
  stepMinutes: number;
  zone: string;
  tolerance: number;
  series: { day: string; searched: number; best: Best[] }[];
  ledger: Record<string, number>;
}
const CASE = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../libs/time/src/cases/fair-series.case.json'), 'utf8'),
) as Series;
const WINDOW = {
  durationMinutes: `${CASE.durationMinutes}`,
  stepMinutes: `${CASE.stepMinutes}`,
  zone: CASE.zone,
};

/** A year of monthly hours, each found by what the ones before have left in the programme's ledger. */
describe('a monthly hour for six cities', () => {
  let system: System;
  let organizer: Client;
  let eventId: string;
  const found: Best[] = [];
  const totals = async () => {
    const { body } = await organizer.get('/v1/programmes/monthly/ledger');
    return Object.fromEntries(
      body.cities.map(({ city, total }: { city: string; total: number }) => [city, total]),
    );
  };

  beforeAll(async () => {
    system = await System.start();
    organizer = system.organizer;
    await organizer.post('/v1/programmes', { slug: 'monthly', title: 'Monthly', cities: CASE.cities });
    const days = { startsOn: '2027-01-01', endsOn: '2027-12-31' };
    const event = { slug: 'hours', title: 'Hours', hostCity: 'rome', ...days };
    eventId = (await organizer.post('/v1/programmes/monthly/events', event)).body.id;
  }, 180_000);
  afterAll(() => system?.stop(), 60_000);

  it.each(CASE.series)(
    'finds $day, and enters it in the ledger by releasing it',
    async ({ day, searched, best }) => {
      const query = new URLSearchParams({
        ...WINDOW,
        cities: CASE.cities.join(),
        from: day,
        to: day,
        tolerance: `${CASE.tolerance}`,
        limit: `${best.length}`,
        programme: 'monthly',
      });
      const { body } = await organizer.get(`/v1/fair-times?${query}`);
      const figures = body.best.map(({ instant, burdens, worst, total }: Best) => ({
        instant,
        burdens,
        worst,
        total,
      }));
      expect({ searched: body.searched, best: figures }).toEqual({ searched, best });
      found.push(best[0]!);

      const session = await organizer.post(`/v1/events/${eventId}/sessions`, {
        title: `Hour of ${day}`,
        durationMinutes: CASE.durationMinutes,
        start: { local: best[0]!.instant.slice(0, 19), zone: CASE.zone },
        parts: Object.fromEntries(CASE.cities.map((city) => [city, 'required'])),
      });
      expect(session.status).toBe(201);
      expect((await organizer.post(`/v1/events/${eventId}/releases`, {})).status).toBe(201);
    },
  );

  it('leaves the ledger of the case, with who is due and how evenly it is shared', async () => {
    expect(await totals()).toEqual(CASE.ledger);
    const { body } = await organizer.get('/v1/programmes/monthly/ledger');
    expect(body.cities.map(({ city }: { city: string }) => city)).toEqual([
      'rome',
      'bengaluru',
      'nha-trang',
      'boston',
      'washington-dc',
      'tokyo',
    ]);
    // 1 − Σ (2i − 7) xᵢ ÷ (6 Σ xᵢ) of 0, 4.5, 11, 22, 22, 23.
    expect(body.evenness).toBe(0.6394);
    const tokyo = body.series.find(({ city }: { city: string }) => city === 'tokyo').points;
    expect(tokyo.map(({ at, burden }: { at: string; burden: number }) => [at, burden])).toEqual(
      found.map(({ instant, burdens }) => [instant, burdens['tokyo']]),
    );
    expect(tokyo.at(-1).total).toBe(CASE.ledger['tokyo']);
    expect((await system.as().get('/v1/programmes/monthly/ledger')).status).toBe(401);
  });

  it('takes an hour back out of the ledger when it is cancelled', async () => {
    const { body } = await organizer.get(`/v1/events/${eventId}/sessions`);
    expect((await organizer.delete(`/v1/sessions/${body.items[0].id}`)).status).toBe(200);
    const { burdens } = found[0]!;
    const without = CASE.cities.map((city) => [city, CASE.ledger[city]! - burdens[city]!]);
    expect(await totals()).toEqual(Object.fromEntries(without));
  });

  it('has no conflicts but its days, and drags nothing along', async () => {
    const { status, body } = await organizer.get('/v1/programmes/monthly/conflicts');
    expect(status).toBe(200);
    const kinds = new Set(body.items.map(({ kind }: { kind: string }) => kind));
    expect(
      [...kinds].filter((kind) => !['weekend', 'holiday', 'observance'].includes(kind as string)),
    ).toEqual([]);
    const sessions = await organizer.get(`/v1/events/${eventId}/sessions`);
    const shift = await organizer.post(`/v1/sessions/${sessions.body.items[1].id}/shift`, {
      start: { local: '2027-03-10T12:00:00', zone: 'Etc/UTC' },
    });
    expect(shift.body).toMatchObject({ drags: [], obstacles: [], needsMove: true });
  });
});
