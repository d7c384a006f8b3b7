/** What has become of seats once everything is at rest: nothing that time brings is left undone. */

/** Services look at what is due every second. */
const LATE = "interval '5 seconds'";

/** I1: nothing is offered or held beyond its time. */
export async function checkTimeHasPassed({ database, violated }) {
  const { rows } = await database.query(
    `SELECT id, status, expires_at FROM participants.seats
     WHERE status IN ('offered', 'held') AND expires_at < participants.clock_now() - ${LATE}`,
  );
  for (const { id, status, expires_at } of rows)
    violated('I1', `seat ${id} is still ${status}, its time was over at ${expires_at.toISOString()}`);
}

/** Unless something else is said (DESIGN section 10). */
const KEPT_UNTIL = "interval '48 hours'";

/**
 * I6: whoever is first in a queue does not fit into what is free. (Only of the first nothing depends on who was passed
 * over how often.)
 */
export async function checkNobodyWaitsInVain({ database, violated }) {
  const { rows } = await database.query(
    `WITH open AS (
       SELECT slot.*, clock.now < coalesce(slot.kept_until, session.starts_at - ${KEPT_UNTIL}) AS is_kept,
              slot.capacity - slot.held - slot.confirmed - slot.offered AS free
       FROM participants.slots slot JOIN participants.sessions session ON session.id = slot.session_id
       CROSS JOIN (SELECT participants.clock_now() AS now) AS clock
       WHERE session.status = 'scheduled'
         AND session.starts_at + session.duration_minutes * interval '1 minute' > clock.now
         AND abs(extract(epoch FROM clock.now - coalesce(slot.kept_until, session.starts_at - ${KEPT_UNTIL}))) > 5
     ), first AS (
       SELECT DISTINCT ON (slot_id) * FROM participants.seats WHERE status = 'waiting' ORDER BY slot_id, queue_no
     ), room AS (
       SELECT open.id AS slot_id, free, free - CASE WHEN is_kept THEN coalesce(sum(reserved - taken), 0) ELSE 0 END AS pool,
              coalesce(sum(reserved - taken) FILTER (WHERE is_kept AND allocation.city = first.city), 0) AS kept
       FROM open JOIN first ON first.slot_id = open.id
       LEFT JOIN participants.slot_allocations allocation ON allocation.slot_id = open.id
       GROUP BY open.id, free, is_kept
     )
     SELECT first.id, first.slot_id, first.group_size, free, pool, kept FROM first JOIN room USING (slot_id)
     WHERE free IS NULL OR first.group_size <= greatest(pool, least(kept, free))`,
  );
  for (const { id, slot_id, group_size, free, pool, kept } of rows)
    violated(
      'I6',
      `slot ${slot_id}: ${id} waits first for ${group_size} seats, ${free} are free: ${pool} for all, ${kept} for its city`,
    );
}
