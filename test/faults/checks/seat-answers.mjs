/** What people were told of seats, against the log. */

import { isOver } from '../load/offer-writes.mjs';

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
  /** Slot → when its takes were acknowledged, the earliest first. */
  const known = new Map();
  for (const { outcome, about, answeredAt } of takes)
    if (outcome === 'acknowledged')
      known.set(
        about.slotId,
        [...(known.get(about.slotId) ?? []), answeredAt].sort((a, b) => a - b),
      );
  for (const { key, outcome, about, reply, sentAt } of takes) {
    if (outcome !== 'refused') continue;
    const isKnown = sentAt > (known.get(about.slotId)?.[KNOWN_AFTER - 1] ?? Infinity);
    const isTheirs =
      reply?.code === 'seat.closed' ||
      (reply?.code === 'validation.failed' && about.groupSize > 1) ||
      (reply?.code === 'not-found' && !isKnown);
    if (!isTheirs)
      violated('I2', `${key} for ${about.groupSize} was refused: ${reply?.code} ${reply?.detail}`);
  }
}

/**
 * I1: what is offered is accepted, and what is held confirmed, before its time is over: by the times of the log and of
 * the fact that told of it. The clock of the load may have moved while a request was on its way, so only those count
 * whose every request was sent when the time was over for certain.
 */
export async function checkOffers({ database, client, violated }) {
  const { rows } = await database.query(
    `WITH kept AS (
       SELECT change ->> 'seatId' AS seat_id, change ->> 'to' AS status, (change ->> 'until')::timestamptz AS until
       FROM participants.outbox, jsonb_array_elements(envelope #> '{data,changes}') AS change
       WHERE subject = 'fact.participants.seats.changed.v1' AND change ->> 'to' IN ('offered', 'held')
     )
     SELECT log.id, log.seat_id, log.at, kept.until, person.email FROM participants.seat_log log
     JOIN participants.persons person ON person.id = log.person_id
     JOIN LATERAL (
       SELECT max(until) AS until FROM kept WHERE kept.seat_id = log.seat_id AND kept.status = log.from_status
     ) AS kept ON true
     WHERE log.cause = 'accepted' AND log.at > kept.until`,
  );
  const requests = client.writes.filter(({ kind }) => kind === 'accept' || kind === 'confirm');
  for (const { id, seat_id, at, until, email } of rows) {
    const own = requests.filter(({ about }) => about.seatId === seat_id || about.email === email);
    if (own.some(({ about }) => !isOver(until.getTime(), about.sentAt))) continue;
    violated(
      'I1',
      `log ${id}: seat ${seat_id} was accepted at ${at.toISOString()}, it was kept until ${until.toISOString()}`,
    );
  }
}
