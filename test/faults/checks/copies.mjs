/** I4 and I7: every copy is what its owner's rows make of it, now; presences and reminders are what the seats make of them. */

import { RULES } from '../load/world.mjs';

/** `wanted` builds the copy anew from its owner, `found` is the copy; both name the same columns. */
const COPIES = [
  {
    name: 'sessions.cities',
    wanted: 'SELECT slug AS id, zone, version FROM events.cities',
    found: 'SELECT slug AS id, zone, version FROM sessions.cities',
  },
  {
    name: 'sessions.programmes',
    wanted: 'SELECT id::text, cities, version FROM events.programmes',
    found: 'SELECT id, cities, version FROM sessions.programmes',
  },
  {
    name: 'sessions.events',
    wanted: 'SELECT id::text, programme_id::text, host_city, status, version FROM events.events',
    found: 'SELECT id, programme_id, host_city, status, version FROM sessions.events',
  },
  {
    name: 'participants.cities',
    wanted: 'SELECT slug AS id, zone, version FROM events.cities',
    found: 'SELECT slug AS id, zone, version FROM participants.cities',
  },
  {
    name: 'participants.sessions',
    wanted: `SELECT id, programme_id, event_id, slug, status, release IS NOT NULL AS is_released, starts_at,
                    start_zone AS zone, duration_minutes, version FROM sessions.sessions`,
    found: `SELECT id, programme_id, event_id, slug, status, is_released, starts_at, zone, duration_minutes, version
            FROM participants.sessions`,
  },
  {
    name: 'notifications.city_copies',
    wanted: 'SELECT slug AS id, name, zone, version FROM events.cities',
    found: 'SELECT slug AS id, name, zone, version FROM notifications.city_copies',
  },
  {
    name: 'notifications.programme_copies',
    wanted: 'SELECT id::text, title, reminder_rules, version FROM events.programmes',
    found: 'SELECT id, title, reminder_rules, version FROM notifications.programme_copies',
  },
  {
    name: 'notifications.event_copies',
    wanted: 'SELECT id::text, title, host_city, version FROM events.events',
    found: 'SELECT id, title, host_city, version FROM notifications.event_copies',
  },
  {
    name: 'notifications.session_copies',
    wanted: `SELECT id, programme_id, event_id, title, status, starts_at, duration_minutes, sequence, time_version, version
             FROM sessions.sessions`,
    found: `SELECT id, programme_id, event_id, title, status, (start ->> 'instant')::timestamptz AS starts_at,
                   duration_minutes, sequence, time_version, version FROM notifications.session_copies`,
  },
  {
    name: 'notifications.presences',
    wanted: `SELECT seat.id, slot.session_id, seat.status IN ('held', 'confirmed', 'waiting', 'offered') AS active
             FROM participants.seats seat JOIN participants.slots slot ON slot.id = seat.slot_id
             WHERE seat.person_id IS NOT NULL`,
    found: 'SELECT seat_id AS id, session_id, active FROM notifications.presences',
  },
];

export async function checkCopies({ database, violated }) {
  for (const { name, wanted, found } of COPIES) {
    const { rows } = await database.query(
      `SELECT coalesce(wanted.id, found.id) AS id, to_jsonb(wanted) AS wanted, to_jsonb(found) AS found
       FROM (${wanted}) AS wanted FULL JOIN (${found}) AS found ON found.id = wanted.id
       WHERE to_jsonb(wanted) IS DISTINCT FROM to_jsonb(found)`,
    );
    for (const row of rows) {
      const invariant = row.found && row.wanted?.version !== row.found.version ? 'I4' : 'I7';
      violated(
        invariant,
        `${name} ${row.id} is ${JSON.stringify(row.found)}, its owner has ${JSON.stringify(row.wanted)}`,
      );
    }
  }
  await checkPlans({ database, violated });
}

/** Reminders that are still ahead: one for each rule and each zone that somebody with a seat reads in, at its time. */
async function checkPlans({ database, violated }) {
  const { rows } = await database.query(
    `WITH plain AS (
       SELECT DISTINCT session.id AS session_id, rule.name AS rule, presence.zone,
              session.starts_at - rule.ms * interval '1 millisecond' AS due_at,
              (session.starts_at - rule.ms * interval '1 millisecond') AT TIME ZONE presence.zone AS local
       FROM sessions.sessions session
       JOIN notifications.presences presence ON presence.session_id = session.id AND presence.active
       CROSS JOIN unnest($1::text[], $2::bigint[]) AS rule (name, ms)
       WHERE session.status = 'scheduled'
     ), shifted AS (
       -- A day's notice does not come in the reader's night, but the evening before (DESIGN section 11).
       SELECT session_id, rule, zone, CASE
         WHEN rule LIKE 'P%D' AND local::time >= '23:00' THEN (local::date + time '20:00') AT TIME ZONE zone
         WHEN rule LIKE 'P%D' AND local::time < '06:00' THEN (local::date - 1 + time '20:00') AT TIME ZONE zone
         ELSE due_at
       END AS due_at FROM plain
     ), wanted AS (
       SELECT * FROM shifted WHERE due_at > notifications.clock_now() + interval '5 seconds'
     )
     SELECT wanted.*, found.due_at AS found_at, found.state FROM wanted
     LEFT JOIN (SELECT * FROM notifications.reminders WHERE audience = 'participants') AS found
       USING (session_id, rule, zone)
     WHERE found.due_at IS DISTINCT FROM wanted.due_at
       -- One that has fired fires again only for a time at least 12 hours later (DESIGN section 11).
       AND NOT (found.fired_at IS NOT NULL AND wanted.due_at - found.fired_at < interval '12 hours')
        OR found.due_at = wanted.due_at AND found.state NOT IN ('planned', 'firing', 'fired')
       AND NOT (found.fired_at IS NOT NULL AND wanted.due_at - found.fired_at < interval '12 hours')`,
    [Object.keys(RULES), Object.values(RULES)],
  );
  for (const { session_id, rule, zone, due_at, found_at, state } of rows) {
    violated(
      'I7',
      `reminder ${rule} ${zone} of session ${session_id} is ${state ?? 'not there'} for ${found_at?.toISOString()}, due ${due_at.toISOString()}`,
    );
  }
}
