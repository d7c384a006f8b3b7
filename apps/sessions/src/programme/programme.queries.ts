import type { City, Event, Programme } from '#contracts';
import type { EntityManager } from 'typeorm';

/**
 * Copies of state facts and of answers to questions alike: the higher version stays, whatever comes first (DESIGN 5).
 * In the order of their keys, so that two who save the same cities don't wait for each other in a ring.
 */
export async function saveCities(manager: EntityManager, cities: readonly City[]): Promise<void> {
  await manager.query(
    `INSERT INTO cities (slug, zone, comfort, version)
     SELECT slug, zone, nullif(comfort, 'null'), version
     FROM jsonb_to_recordset($1) AS city (slug text, zone text, comfort jsonb, version integer) ORDER BY slug
     ON CONFLICT (slug) DO UPDATE SET zone = excluded.zone, comfort = excluded.comfort, version = excluded.version
     WHERE cities.version < excluded.version`,
    [JSON.stringify(cities)],
  );
}

export async function saveProgramme(manager: EntityManager, programme: Programme): Promise<void> {
  await manager.query(
    `INSERT INTO programmes (id, cities, version) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET cities = excluded.cities, version = excluded.version
     WHERE programmes.version < excluded.version`,
    [programme.id, programme.cities, programme.version],
  );
}

export async function saveEvent(manager: EntityManager, event: Event): Promise<void> {
  const partners = event.partners.map(({ city, modes, status }) => ({ city, modes, status }));
  await manager.query(
    `INSERT INTO events (id, programme_id, host_city, status, partners, version) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET host_city = excluded.host_city, status = excluded.status,
       partners = excluded.partners, version = excluded.version
     WHERE events.version < excluded.version`,
    [event.id, event.programmeId, event.hostCity, event.status, JSON.stringify(partners), event.version],
  );
}

/** Ids of the events whose sessions may have to do with a city, in the order of their locks. */
export async function eventsWithCity(manager: EntityManager, city: string): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM events
     WHERE host_city = $1 OR partners @> jsonb_build_array(jsonb_build_object('city', $1::text))
       OR programme_id IN (SELECT id FROM programmes WHERE $1 = ANY (cities))
     ORDER BY id`,
    [city],
  );
  return rows.map(({ id }) => id);
}
