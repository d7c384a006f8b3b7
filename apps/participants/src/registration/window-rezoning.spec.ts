import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import moment from 'moment-timezone/moment-timezone.js';
import newer from 'moment-timezone/data/packed/latest.json' with { type: 'json' };
import older from 'tzdb-2025b/data/packed/latest.json' with { type: 'json' };
import { TakeSeat, type ZonedTime } from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { toInstant, Tzdb, TZDB_VERSION } from '#time';
import { DataSource } from 'typeorm';
import { startParticipants } from '../testing/participants.js';
import { register } from '../testing/people.js';
import { openSlot } from '../testing/slots.js';
import { WindowRezoningService } from './window-rezoning.service.js';

const before = new Tzdb(older);
const SLOTS = 1_000;
/** Some of whose rules have changed since 2025b. */
const CHANGED = ['Havana', 'Edmonton', 'Vancouver', 'Winnipeg'].map((city) => `America/${city}`);
CHANGED.push('Africa/Casablanca', 'Europe/Chisinau');

interface Stored {
  id: string;
  opens: ZonedTime | null;
  closes: ZonedTime | null;
}

/**
 * Slots with windows in every zone of tzdb 2025b, every third in one that has changed since, in the daytime of three years:
 * no wall time there is skipped or doubled. Every fourth has no `opens`, every fifth no `closes`.
 */
function generate(): Stored[] {
  const zones = before.names();
  return Array.from({ length: SLOTS }, (_, n) => {
    const zone = n % 3 === 0 ? CHANGED[(n / 3) % CHANGED.length]! : zones[n % zones.length]!;
    const day = (days: number) => new Date(Date.UTC(2027, 0, 1 + days)).toISOString().slice(0, 10);
    const at = (days: number) => toInstant({ local: `${day(days)}T1${n % 8}:00:00`, zone }, before);
    const from = (n * 7) % 1_000;
    return { id: newId(), opens: n % 4 ? at(from) : null, closes: n % 5 ? at(from + 90) : null };
  });
}

/** The instants of these windows by moment-timezone's own reader of this data, and nothing of ours. */
function readBy(packed: Parameters<typeof moment.tz.load>[0], slots: readonly Stored[]): string[] {
  // It keeps what it has unpacked of links, also when their targets are loaded anew.
  const { _zones } = moment.tz as unknown as { _zones: Record<string, unknown> };
  for (const key of Object.keys(_zones)) Reflect.deleteProperty(_zones, key);
  moment.tz.load(packed);
  const millis = (time: ZonedTime | null) => time && moment.tz(time.local, time.zone).valueOf();
  return slots.map(({ opens, closes }) => JSON.stringify([millis(opens), millis(closes)]));
}

describe('a thousand registration windows stored by tzdb 2025b', () => {
  const slots = generate();
  const expected = readBy(newer, slots);
  const affected = readBy(older, slots).map((then, n) => then !== expected[n]);
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await store(slots);
  });
  afterAll(() => service.stop());

  async function store(stored: readonly Stored[], tzdb?: string): Promise<void> {
    const rows = stored.map(({ id, opens, closes }) => ({
      id,
      opens: opens && { ...opens, ...(tzdb && { tzdb }) },
      closes: closes && { ...closes, ...(tzdb && { tzdb }) },
    }));
    await service.sql(
      `INSERT INTO sessions (id, programme_id, event_id, slug, own_city, status, is_released, duration_minutes, version)
       SELECT id, 'forum', 'event', id, 'rome', 'scheduled', true, 60, 1 FROM jsonb_to_recordset($1) AS row (id text)`,
      [JSON.stringify(rows)],
    );
    await service.sql(
      `INSERT INTO slots (id, session_id, mode, capacity, opens, closes, created_at)
       SELECT id, id, 'online', 1, nullif(opens, 'null'), nullif(closes, 'null'), clock_now()
       FROM jsonb_to_recordset($1) AS row (id text, opens jsonb, closes jsonb)`,
      [JSON.stringify(rows)],
    );
  }
  const stored = (ids: readonly string[]) =>
    service.sql<Stored & { version: number }>(
      'SELECT id, opens, closes, version FROM slots WHERE id = ANY ($1) ORDER BY id',
      [ids],
    );
  const rezoning = () => service.app.get(WindowRezoningService);
  const ids = slots.map(({ id }) => id);

  it('are read again when a process starts, and exactly those move on which the two disagree', async () => {
    expect(affected.filter(Boolean).length).toBeGreaterThan(50);
    expect(affected.filter((isAffected) => !isAffected).length).toBeGreaterThan(50);
    const second = await startParticipants(service);
    const outdated = () =>
      service.sql(`SELECT FROM slots WHERE '2025b' IN (opens ->> 'tzdb', closes ->> 'tzdb') LIMIT 1`);
    await waitFor(async () => (await outdated()).length === 0);
    await second.stop({ keep: true });

    const rows = await stored(ids);
    const millis = (time: ZonedTime | null) => time && Date.parse(time.instant);
    expect(rows.map(({ opens, closes }) => JSON.stringify([millis(opens), millis(closes)]))).toEqual(
      expected,
    );
    expect(rows.map(({ version }) => version === 2)).toEqual(affected);
    const wallTimes = (row: Stored) => [row.opens, row.closes].map((time) => time && [time.local, time.zone]);
    expect(rows.map(wallTimes)).toEqual(slots.map(wallTimes));
    const versions = rows.flatMap(({ opens, closes }) => [opens, closes].flatMap((time) => time?.tzdb ?? []));
    expect(new Set(versions)).toEqual(new Set([TZDB_VERSION]));
  });

  it('change no more when they are read once more', async () => {
    const was = await stored(ids);
    expect(await rezoning().advance()).toBe('done');
    expect(await stored(ids)).toEqual(was);
  });

  it('are let alone where they are past', async () => {
    const [past] = generate();
    const time = { local: '2025-12-01T10:00:00', zone: 'Europe/Rome', offset: '+02:00', tzdb: '2025b' };
    const opens = { ...time, instant: '2025-12-01T08:00:00Z' };
    await store([{ ...past!, opens, closes: null }]);
    expect(await rezoning().advance()).toBe('done');
    expect(await stored([past!.id])).toMatchObject([{ opens, version: 1 }]);
  });

  it('are read by one instance at a time', async () => {
    const [late] = generate().slice(1);
    await store([late!]);
    await service.app.get(DataSource).transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(7020002)');
      expect(await rezoning().advance()).toBe('busy');
    });
    expect(await rezoning().advance()).toBe('more');
    expect(await rezoning().advance()).toBe('done');
  });

  it('are never read by an older tzdb than they were stored by', async () => {
    const [outdated, ahead] = generate().slice(1, 3);
    await store([outdated!]);
    await store([ahead!], '2199a');
    expect(await rezoning().advance()).toBe('refused');
    expect(await stored([outdated!.id, ahead!.id])).toMatchObject([{ version: 1 }, { version: 1 }]);
    await service.sql(`UPDATE slots SET opens = NULL, closes = NULL WHERE id = $1`, [ahead!.id]);
  });

  it('open to the second by the newer rules for whoever comes', async () => {
    const { slotId } = await openSlot(service, { capacity: 1 });
    const [row] = await service.sql<{ local: string }>(
      `SELECT to_char((clock_now() - interval '1 minute') AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD"T"HH24:MI:SS') AS local`,
    );
    const opens = toInstant({ local: row!.local, zone: 'Asia/Tokyo' });
    // As if an older tzdb had Tokyo an hour further west: by it, registration is still closed.
    const instant = new Date(Date.parse(opens.instant) + 3_600_000).toISOString();
    await service.sql('UPDATE slots SET opens = $2 WHERE id = $1', [
      slotId,
      JSON.stringify({ ...opens, offset: '+08:00', instant, tzdb: '2025b' }),
    ]);
    const actor = await register(service);
    const take = () => service.ask(TakeSeat, { slotId }, { actor });
    await expect(take()).rejects.toMatchObject({ code: 'registration.closed' });
    await waitFor(async () => (await rezoning().advance()) === 'done');
    expect((await take()).seat.status).toBe('confirmed');
  });
});
