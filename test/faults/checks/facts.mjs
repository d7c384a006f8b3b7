import { missingFacts, OWNERS, readStreamIds } from '../facts.mjs';

/** State facts: whose rows they tell of. Each version of each row has its fact. */
const STATES = [
  { subject: 'fact.sessions.session.changed.v1', owner: 'sessions', table: 'sessions', key: 'id' },
  { subject: 'fact.events.event.changed.v1', owner: 'events', table: 'events', key: 'id' },
  { subject: 'fact.events.programme.changed.v1', owner: 'events', table: 'programmes', key: 'id' },
  { subject: 'fact.events.city.changed.v1', owner: 'events', table: 'cities', key: 'slug' },
];

/** I3: what changed is told, exactly once, and nothing else is. */
export async function checkFactsOfChanges({ database, violated }) {
  const { rows: unequal } = await database.query(
    `WITH logged AS (
       SELECT seat_id, from_status, to_status, size, cause, count(*) AS times
       -- Places of delegations that have no name yet are nobody's.
       FROM participants.seat_log WHERE person_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5
     ), told AS (
       SELECT change ->> 'seatId' AS seat_id, change ->> 'from' AS from_status, change ->> 'to' AS to_status,
              (change ->> 'groupSize')::int AS size, change ->> 'cause' AS cause, count(*) AS times
       FROM participants.outbox, jsonb_array_elements(envelope #> '{data,changes}') AS change
       WHERE subject = 'fact.participants.seats.changed.v1' GROUP BY 1, 2, 3, 4, 5
     )
     SELECT coalesce(logged.seat_id, told.seat_id) AS seat_id, coalesce(logged.to_status, told.to_status) AS to_status,
            coalesce(logged.times, 0) AS logged, coalesce(told.times, 0) AS told
     FROM logged FULL JOIN told ON logged.seat_id = told.seat_id AND logged.to_status = told.to_status
       AND logged.from_status IS NOT DISTINCT FROM told.from_status AND logged.size = told.size AND logged.cause = told.cause
     WHERE logged.times IS DISTINCT FROM told.times`,
  );
  for (const { seat_id, to_status, logged, told } of unequal) {
    violated('I3', `seat ${seat_id} became ${to_status} ${logged} times and was told of ${told} times`);
  }
  for (const { subject, owner, table, key } of STATES) {
    const { rows } = await database.query(
      `SELECT row.${key} AS id, wanted.version, told.times
       FROM ${owner}.${table} AS row CROSS JOIN generate_series(1, row.version) AS wanted (version)
       LEFT JOIN (
         SELECT envelope #>> '{data,${key}}' AS id, (envelope #>> '{data,version}')::int AS version, count(*) AS times
         FROM ${owner}.outbox WHERE subject = $1 GROUP BY 1, 2
       ) AS told ON told.id = row.${key}::text AND told.version = wanted.version
       WHERE told.times IS DISTINCT FROM 1`,
      [subject],
    );
    for (const { id, version, times } of rows) {
      violated('I3', `version ${version} of ${table} ${id} was told ${times ?? 0} times`);
    }
  }
}

/** I3: calendars take a change only with a higher SEQUENCE (RFC 5545 3.8.7.4), so a released session's new time has one. */
export async function checkSequences({ database, violated }) {
  const { rows } = await database.query(
    `WITH told AS (
       SELECT envelope #>> '{data,id}' AS id, (envelope #>> '{data,version}')::int AS version,
              envelope #>> '{data,status}' AS status, envelope #>> '{data,start,instant}' AS instant,
              (envelope #>> '{data,sequence}')::int AS sequence, (envelope #>> '{data,timeVersion}')::int AS time_version
       FROM sessions.outbox WHERE subject = 'fact.sessions.session.changed.v1'
     )
     SELECT later.id, later.version FROM told later JOIN told earlier ON earlier.id = later.id AND earlier.version = later.version - 1
     WHERE earlier.status = 'scheduled'
       AND (later.status <> 'scheduled' AND later.sequence <= earlier.sequence
         OR later.instant <> earlier.instant
            AND (later.sequence <= earlier.sequence OR later.time_version <= earlier.time_version))`,
  );
  for (const { id, version } of rows)
    violated('I3', `version ${version} of session ${id} moved it without a new SEQUENCE`);
}

/** I3 and I4: every fact is in the stream, and applied once by each who consumes it. */
export async function checkFactsArrived({ system, database, consumers, violated }) {
  const held = await readStreamIds(system);
  for (const owner of OWNERS) {
    const { rows } = await database.query(`SELECT id, subject FROM ${owner}.outbox`);
    const lost = rows.filter(({ id }) => !held.has(id));
    for (const { id, subject } of lost.slice(0, 20)) violated('I3', `${subject} ${id} is not in the stream`);
  }
  for (const { durable, id } of (await missingFacts(system, consumers)).slice(0, 50)) {
    violated('I4', `${durable} has not applied ${id}`);
  }
  for (const owner of OWNERS) {
    const { rows } = await database.query(`SELECT consumer, fact_id, error FROM ${owner}.parked_facts`);
    for (const { consumer, fact_id, error } of rows)
      violated('I4', `${consumer} parked ${fact_id}: ${error}`);
  }
}
