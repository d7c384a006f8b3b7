import { TZDB_VERSION } from '#time';
import type { EntityManager } from 'typeorm';

/**
 * One text per event over all rows that the replies of its published sessions are made of. `xmin` is the transaction
 * that wrote a row as it is: no writer can forget to count it on. Events that are none are left out.
 */
export async function findScheduleVersions(
  manager: EntityManager,
  eventIds: readonly string[],
): Promise<{ eventId: string; version: string }[]> {
  return manager.query(
    `SELECT event.id AS "eventId", md5(concat_ws('/', $2::text, event.xmin::text, cities.rows, parts.rows)) AS version
     FROM events event
     CROSS JOIN (SELECT string_agg(slug || xmin::text, ',' ORDER BY slug) AS rows FROM cities) cities
     CROSS JOIN LATERAL (
       SELECT string_agg(
                concat_ws('-', session.id, session.xmin::text, place.xmin::text, speakers.rows),
                ',' ORDER BY session.id
              ) AS rows
       FROM sessions session
       LEFT JOIN places place ON place.id = session.place_id
       LEFT JOIN LATERAL (
         SELECT string_agg(concat_ws('-', speaker.id, spoken.xmin::text, speaker.xmin::text), ';' ORDER BY speaker.id) AS rows
         FROM session_speakers spoken JOIN speakers speaker ON speaker.id = spoken.speaker_id
         WHERE spoken.session_id = session.id
       ) speakers ON true
       WHERE session.event_id = event.id AND session.release IS NOT NULL
     ) parts
     WHERE event.id = ANY ($1)`,
    [eventIds, TZDB_VERSION],
  );
}
