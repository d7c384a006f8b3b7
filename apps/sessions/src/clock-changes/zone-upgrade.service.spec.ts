import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import moment from 'moment-timezone/moment-timezone.js';
import newer from 'moment-timezone/data/packed/latest.json' with { type: 'json' };
import older from 'tzdb-2025b/data/packed/latest.json' with { type: 'json' };
import { FindReleases, FindZoneUpgrades, SessionChanged, type Actor, type ZoneUpgrade } from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { toInstant, Tzdb, TZDB_VERSION } from '#time';
import { DataSource } from 'typeorm';
import { ORGANIZER, PROGRAMME, startSessions } from '../testing/forum.js';
import { auditZones } from './zone-audit.js';
import { ZoneUpgradeService } from './zone-upgrade.service.js';
import { ZoneUpgradeWorker } from './zone-upgrade.worker.js';

jest.setTimeout(300_000);

const before = new Tzdb(older);
const SESSIONS = 10_000;
const EVENTS = 25;
const ADMIN: Actor = {
  kind: 'person',
  id: 'admin',
  grants: [{ role: 'admin', programmeId: null, city: null }],
};

interface Stored {
  id: string;
  eventId: string;
  local: string;
  zone: string;
  instant: string;
  status: 'draft' | 'scheduled';
}

/** Of which some of the rules have changed since 2025b. */
const CHANGED = ['Havana', 'Edmonton', 'Vancouver', 'Winnipeg'].map((city) => `America/${city}`);
CHANGED.push('Africa/Casablanca', 'Europe/Chisinau');

/**
 * Sessions in every zone of tzdb 2025b, every fifth in one that has changed since, in the daytime of three years: no wall
 * time there is skipped or doubled.
 */
function generate(): Stored[] {
  const zones = before.names();
  return Array.from({ length: SESSIONS }, (_, n) => {
    const zone = n % 5 === 0 ? CHANGED[(n / 5) % CHANGED.length]! : zones[n % zones.length]!;
    const day = new Date(Date.UTC(2027, 0, 1) + ((n * 7) % 1_000) * 86_400_000).toISOString().slice(0, 10);
    const start = toInstant({ local: `${day}T${String(9 + (n % 11)).padStart(2, '0')}:00:00`, zone }, before);
    const status = n % 2 === 0 ? ('scheduled' as const) : ('draft' as const);
    return { id: newId(), eventId: `event-${n % EVENTS}`, ...start, status };
  });
}

/** Where both tzdbs disagree, by moment-timezone's own reader and nothing of ours. */
function affected(sessions: readonly Stored[]): Map<string, string> {
  const readBy = (packed: Parameters<typeof moment.tz.load>[0]) => {
    // It keeps what it has unpacked of links, also when their targets are loaded anew.
    const { _zones } = moment.tz as unknown as { _zones: Record<string, unknown> };
    for (const key of Object.keys(_zones)) Reflect.deleteProperty(_zones, key);
    moment.tz.load(packed);
    return sessions.map(({ local, zone }) => moment.tz(local, zone).valueOf());
  };
  const [then, now] = [readBy(older), readBy(newer)];
  return new Map(
    sessions.flatMap(({ id }, n): [string, string][] =>
      then[n] === now[n] ? [] : [[id, new Date(now[n]!).toISOString().replace('.000Z', 'Z')]],
    ),
  );
}

async function store(
  service: TestService,
  sessions: readonly Stored[],
  tzdb = before.version,
): Promise<void> {
  await service.sql(
    `INSERT INTO events (id, programme_id, host_city, status, partners, version)
     SELECT DISTINCT event_id, $2, 'havana', 'published', '[]'::jsonb, 1
     FROM jsonb_to_recordset($1) AS session ("eventId" text), LATERAL (SELECT "eventId" AS event_id) AS named
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(sessions), PROGRAMME],
  );
  await service.sql(
    `INSERT INTO releases (event_id, number, at, changes) SELECT DISTINCT "eventId", 1, clock_now(), '[]'::jsonb
     FROM jsonb_to_recordset($1) AS session ("eventId" text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(sessions)],
  );
  await service.sql(
    `INSERT INTO sessions (id, event_id, programme_id, slug, title, format, purpose, languages, parts, status, version,
       sequence, time_version, release, start_local, start_zone, start_offset, starts_at, start_tzdb, duration_minutes,
       relations, meeting_room)
     SELECT id, "eventId", $2, 's-' || id, to_jsonb('Talk'::text), 'panel', 'work', '{}', '{"boston": "required"}', status, 1,
       0, 1, CASE status WHEN 'scheduled' THEN 1 END, local, zone, "offset", instant, $3, 60,
       '[]', id
     FROM jsonb_to_recordset($1)
       AS session (id text, "eventId" text, status text, local text, zone text, "offset" text, instant timestamptz)`,
    [JSON.stringify(sessions), PROGRAMME, tzdb],
  );
}

async function upgrades(service: TestService): Promise<ZoneUpgrade[]> {
  return (await service.ask(FindZoneUpgrades, { limit: 5 }, { actor: ADMIN })).items;
}

describe('ten thousand sessions stored by tzdb 2025b', () => {
  const sessions = generate();
  const expected = affected(sessions);
  let service: TestService;

  beforeAll(async () => {
    service = await startSessions();
    await store(service, sessions);
  });
  afterAll(() => service.stop());

  it('are read again by the pinned one also when the process is killed on the way', async () => {
    expect(expected.size).toBeGreaterThan(100);
    service.app.get(ZoneUpgradeWorker).poke();
    await waitFor(async () => (await upgrades(service))[0] !== undefined, { what: 'the upgrade to begin' });
    // What a kill does to its database: whatever is on its way is lost, in the midst of a batch.
    await service.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await service.stop({ keep: true });
    service = await startSessions(service);
    expect((await upgrades(service))[0]!.checked).toBeLessThan(SESSIONS);
    await waitFor(async () => (await upgrades(service))[0]?.finishedAt != null, {
      what: 'the upgrade to end',
      timeoutMs: 240_000,
    });

    const rows = await service.sql<{
      id: string;
      startsAt: Date;
      tzdb: string;
      moves: number;
      sequence: number;
    }>(
      `SELECT id, starts_at AS "startsAt", start_tzdb AS tzdb, time_version - 1 AS moves, sequence FROM sessions`,
    );
    const moved = rows.filter(({ moves }) => moves > 0);
    expect(
      new Map(moved.map(({ id, startsAt }) => [id, startsAt.toISOString().replace('.000Z', 'Z')])),
    ).toEqual(expected);
    expect(rows.every(({ tzdb }) => tzdb === TZDB_VERSION)).toBe(true);
    const scheduled = new Set(sessions.flatMap(({ id, status }) => (status === 'scheduled' ? [id] : [])));
    expect(
      moved.every(({ id, moves, sequence }) => moves === 1 && sequence === (scheduled.has(id) ? 1 : 0)),
    ).toBe(true);
    const facts = await service.factsOf(SessionChanged);
    expect(facts.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort());
    expect(facts.every(({ timeVersion, version }) => timeVersion === 2 && version === 2)).toBe(true);

    const all = await upgrades(service);
    expect(all).toMatchObject([
      { from: '2025b', to: TZDB_VERSION, checked: SESSIONS, moved: expected.size, settled: 0 },
    ]);
    expect(all[0]!.sessions).toHaveLength(Math.min(expected.size, 500));
  });

  it('are named in releases of their events, the drafts not', async () => {
    const named: string[] = [];
    for (let n = 0; n < EVENTS; n++) {
      const { items } = await service.ask(FindReleases, { eventId: `event-${n}` });
      named.push(...items.flatMap(({ changes }) => changes.map(({ session }) => session)));
      expect(items.flatMap(({ changes }) => changes).every(({ kind }) => kind === 'moved')).toBe(true);
    }
    const released = sessions.filter(({ id, status }) => status === 'scheduled' && expected.has(id));
    expect(named.sort()).toEqual(released.map(({ id }) => id).sort());
  });

  it('change no more when it is run again', async () => {
    const state = () =>
      service.sql(`SELECT md5(string_agg(sessions::text, '' ORDER BY id)) AS hash,
                          (SELECT count(*) FROM outbox) AS facts, (SELECT count(*) FROM zone_upgrades) AS upgrades
                   FROM sessions`);
    const was = await state();
    expect(await service.app.get(ZoneUpgradeService).advance()).toBe('done');
    expect(await state()).toEqual(was);
  });

  it('are read again by one instance at a time', async () => {
    await service.sql(`UPDATE sessions SET start_tzdb = '2025b' WHERE id = $1`, [sessions[0]!.id]);
    await service.app.get(DataSource).transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(7020001)');
      expect(await service.app.get(ZoneUpgradeService).advance()).toBe('busy');
    });
    expect(await service.app.get(ZoneUpgradeService).advance()).toBe('more');
  });

  it('are reported to admins only', async () => {
    const asked = service.ask(FindZoneUpgrades, {}, { actor: ORGANIZER });
    await expect(asked).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});

describe('sessions', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startSessions()));
  afterAll(() => service.stop());
  const havana = (status: Stored['status'] = 'scheduled', local = '2026-12-24T18:00:00'): Stored => ({
    id: newId(),
    eventId: 'event-eve',
    ...toInstant({ local, zone: 'America/Havana' }, before),
    status,
  });
  const upgradeAll = async () => {
    const upgrade = service.app.get(ZoneUpgradeService);
    await waitFor(async () => (await upgrade.advance()) === 'done');
  };

  it('keep relations that a newer tzdb breaks, and the report says so', async () => {
    const [eve, rome] = [
      havana(),
      { ...havana(), ...toInstant({ local: '2026-12-25T00:00:00', zone: 'Europe/Rome' }, before) },
    ];
    await store(service, [eve, rome]);
    await service.sql(`UPDATE sessions SET relations = $2 WHERE id = $1`, [
      rome.id,
      JSON.stringify([{ kind: 'simulcast', session: eve.id }]),
    ]);
    const was = await service.sql('SELECT * FROM sessions ORDER BY id');
    const audit = await auditZones(service.app.get(DataSource).manager);
    expect(await service.sql('SELECT * FROM sessions ORDER BY id')).toEqual(was);
    await upgradeAll();
    const [{ checked, moved, settled, sessions, brokenRelations }] = (await upgrades(service)) as [
      ZoneUpgrade,
    ];
    expect(audit).toEqual({
      ...{ checked, moved, settled, sessions, brokenRelations },
      to: TZDB_VERSION,
      stored: ['2025b'],
      newer: [],
    });
    expect((await upgrades(service))[0]).toMatchObject({
      moved: 1,
      sessions: [
        {
          sessionId: eve.id,
          title: 'Talk',
          from: { local: '2026-12-24T18:00:00', zone: 'America/Havana', instant: '2026-12-24T23:00:00Z' },
          to: { instant: '2026-12-24T22:00:00Z' },
          settled: null,
        },
      ],
      brokenRelations: [{ session: rome.id, earlier: eve.id, kind: 'simulcast' }],
    });
  });

  it('that have begun, or are cancelled, stay as they were', async () => {
    const [over, cancelled] = [havana(), havana()];
    await store(service, [over, cancelled]);
    await service.sql(`UPDATE sessions SET starts_at = clock_now() - interval '1 minute' WHERE id = $1`, [
      over.id,
    ]);
    await service.sql(`UPDATE sessions SET status = 'cancelled' WHERE id = $1`, [cancelled.id]);
    await upgradeAll();
    const rows = await service.sql(`SELECT DISTINCT start_tzdb, version FROM sessions WHERE id = ANY ($1)`, [
      [over.id, cancelled.id],
    ]);
    expect(rows).toEqual([{ start_tzdb: '2025b', version: 1 }]);
  });

  it('stored by a newer tzdb than this process has are left alone', async () => {
    const [outdated, ahead] = [havana(), havana()];
    await store(service, [outdated]);
    await store(service, [ahead], '2199a');
    expect(await service.app.get(ZoneUpgradeService).advance()).toBe('refused');
    const audit = await auditZones(service.app.get(DataSource).manager);
    expect(audit).toMatchObject({ newer: ['2199a'], checked: 0 });
    const rows = await service.sql<{ start_tzdb: string }>(
      `SELECT start_tzdb FROM sessions WHERE id = ANY ($1) AND version = 1 ORDER BY start_tzdb`,
      [[outdated.id, ahead.id]],
    );
    expect(rows).toEqual([{ start_tzdb: '2025b' }, { start_tzdb: '2199a' }]);
    await service.sql(`DELETE FROM sessions WHERE id = $1`, [ahead.id]);
  });
});
