/** What people were told of seats, against the log. */

/** I6: a place in the queue that somebody was told was theirs when they got it. */
export function checkPositions({ slot, log, takes }, violated) {
  const waiting = new Set();
  /** Seat id → how many waited when it began to, itself among them. */
  const places = new Map();
  for (const { seat_id, from_status, to_status } of log) {
    if (to_status === 'waiting') waiting.add(seat_id);
    else waiting.delete(seat_id);
    if (from_status === null && to_status === 'waiting') places.set(seat_id, waiting.size);
  }
  for (const { key, status, reply } of takes) {
    if (status !== 202 || !reply || reply.position === places.get(reply.id)) continue;
    violated(
      'I6',
      `slot ${slot.id}: ${key} was told of place ${reply.position}, it was ${places.get(reply.id)}`,
    );
  }
}

/** Takes of a slot after which everybody has heard of its release. */
const KNOWN_AFTER = 3;

/**
 * I2: nobody is refused for what somebody else has asked: one person is never too many, and a slot in which people have
 * seats is there.
 */
export function checkRefusals(takes, violated) {
  /** Slot → acknowledged takes so far, in the order in which they were sent. */
  const taken = new Map();
  for (const { key, outcome, about, reply } of takes) {
    const before = taken.get(about.slotId) ?? 0;
    if (outcome === 'acknowledged') taken.set(about.slotId, before + 1);
    if (outcome !== 'refused') continue;
    const isTheirs =
      reply?.code === 'seat.closed' ||
      (reply?.code === 'validation.failed' && about.groupSize > 1) ||
      (reply?.code === 'not-found' && before < KNOWN_AFTER);
    if (!isTheirs)
      violated('I2', `${key} for ${about.groupSize} was refused: ${reply?.code} ${reply?.detail}`);
  }
}

/** I1: an offer is accepted before it expires, by the times of the log and of the fact that told of it. */
export async function checkOffers(database, violated) {
  const { rows } = await database.query(
    `WITH offered AS (
       SELECT change ->> 'seatId' AS seat_id, (change ->> 'until')::timestamptz AS until
       FROM participants.outbox, jsonb_array_elements(envelope #> '{data,changes}') AS change
       WHERE subject = 'fact.participants.seats.changed.v1' AND change ->> 'to' = 'offered'
     )
     SELECT log.id, log.seat_id, log.at, offered.until FROM participants.seat_log log
     JOIN LATERAL (SELECT max(until) AS until FROM offered WHERE offered.seat_id = log.seat_id) AS offered ON true
     WHERE log.cause = 'accepted' AND log.from_status = 'offered'
       AND log.at > offered.until + interval '2 seconds'`,
  );
  for (const { id, seat_id, at, until } of rows)
    violated('I1', `log ${id}: seat ${seat_id} was accepted at ${at.toISOString()}, offered until ${until}`);
}
