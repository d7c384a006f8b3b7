/** I5: what mails say, to whom and when, against the owners' rows and facts. Everything here is by real time. */

import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';

/** Between the making of a mail, or the answer to a write, and the end of DATA; more where the server is slow. */
const ON_ITS_WAY_MS = 15_000;
const SLOW = ['SMTP slow', 'partition', 'pause a process', 'SMTP 451', 'SMTP down'];
/** A claim: what is sent within it was made at its beginning. */
const CLAIM_MS = 60_000;
const ACTIVE = new Set(['held', 'confirmed', 'waiting', 'offered']);
/** What is only told to people who have a seat, or wait for one. */
/** What takes a session out of one person's calendar: SEQUENCE is two higher in their entry afterwards, and one in itself. */
const WITHDRAWALS = new Set([
  'seat-cancelled',
  'seat-given-up',
  'seat-lapsed',
  'seat-back-to-waiting',
  'speaker-removed',
]);
const FOR_SEATS = new Set(['reminder', 'time-changed', 'seat-confirmed', 'seat-promoted']);

/**
 * @param {object} context
 * @param {Map<string, object>} context.deliveries by id
 * @param {Record<string, number>} context.faults kinds of faults of the run
 */
export async function checkMailContents(context) {
  const { mail, deliveries, faults } = context;
  const tolerance = ON_ITS_WAY_MS + (SLOW.some((kind) => faults[kind]) ? CLAIM_MS : 0);
  const accepted = mail.log
    .filter(({ answer, deliveryId }) => answer === 'accepted' && deliveries.has(deliveryId))
    .map((entry) => ({ ...entry, delivery: deliveries.get(entry.deliveryId) }));
  const told = [];
  for (const entry of accepted) {
    const event = await readEvent(entry.message);
    if (event)
      told.push({ ...entry, event, sequence: sessionsOwn(event.sequence, entry.delivery, deliveries) });
  }
  await checkTimes({ ...context, told, tolerance });
  await checkSeated({ ...context, accepted, tolerance });
  checkWanted({ ...context, accepted, tolerance });
  return { invitations: told.length };
}

/** The session's SEQUENCE of the one in a reader's entry, by the mails that took it out before. */
function sessionsOwn(sequence, { place, person_id, session_id, notice }, deliveries) {
  const before = [...deliveries.values()].filter(
    (other) =>
      other.person_id === person_id &&
      other.session_id === session_id &&
      WITHDRAWALS.has(other.notice) &&
      other.place < place,
  );
  return sequence - 2 * before.length - (WITHDRAWALS.has(notice) ? 1 : 0);
}

/** The entry for the reader's calendar, as an independent reader has it; null when the mail has none. */
async function readEvent(message) {
  const { attachments } = await simpleParser(message);
  const part = attachments.find(({ contentType }) => contentType === 'text/calendar');
  if (!part) return null;
  const calendar = new ICAL.Component(ICAL.parse(part.content.toString()));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent'));
  return {
    method: String(calendar.getFirstPropertyValue('method')).toUpperCase(),
    sessionId: event.uid.split('@')[0],
    sequence: event.sequence,
    startsAt: event.startDate.toUnixTime() * 1_000,
    endsAt: event.endDate.toUnixTime() * 1_000,
  };
}

/** No mail says a time, from start to end, that the session never had with this SEQUENCE, nor an old one once a change has come here. */
async function checkTimes({ database, consumers, told, tolerance, violated }) {
  const subject = 'fact.sessions.session.changed.v1';
  const follower = consumers.find((each) => each.service === 'notifications' && each.subject === subject);
  const { rows } = await database.query(
    `SELECT envelope #>> '{data,id}' AS session_id, (envelope #>> '{data,version}')::int AS version,
            envelope #>> '{data,status}' AS status, (envelope #>> '{data,sequence}')::int AS sequence,
            (envelope #>> '{data,start,instant}')::timestamptz AS starts_at,
            (envelope #>> '{data,start,instant}')::timestamptz
              + (envelope #>> '{data,durationMinutes}')::int * interval '1 minute' AS ends_at, seen.applied_at
     FROM sessions.outbox fact LEFT JOIN notifications.inbox seen ON seen.fact_id = fact.id AND seen.consumer = $2
     WHERE subject = $1 ORDER BY 2`,
    [subject, follower?.durable],
  );
  for (const { deliveryId, at, event, sequence: own } of told) {
    const versions = rows.filter(({ session_id }) => session_id === event.sessionId);
    const said = versions.filter(({ sequence, ...time }) => sequence === own && isTime(time, event));
    const what = `delivery ${deliveryId} says ${timeOf(event)} as the session's SEQUENCE ${own}`;
    if (said.length === 0) {
      violated('I5', `${what}, which session ${event.sessionId} never had`);
      continue;
    }
    const newer = versions.find(
      ({ version, sequence, applied_at }) =>
        version > said.at(-1).version && sequence > own && applied_at && +applied_at < at - tolerance,
    );
    if (newer)
      violated(
        'I5',
        `${what}, ${Math.round((at - newer.applied_at) / 1_000)} s after version ${newer.version} came`,
      );
  }
  await checkLastWord({ database, told, violated });
}

/** Whoever has a seat at the end has the session's time in their calendar: the highest SEQUENCE that came says it. */
async function checkLastWord({ database, told, violated }) {
  const { rows } = await database.query(
    `SELECT DISTINCT person.email, person.id AS person_id, session.id AS session_id, session.starts_at,
            session.starts_at + session.duration_minutes * interval '1 minute' AS ends_at
     FROM participants.seats seat JOIN participants.slots slot ON slot.id = seat.slot_id
     JOIN participants.persons person ON person.id = seat.person_id
     JOIN sessions.sessions session ON session.id = slot.session_id AND session.status = 'scheduled'
     WHERE seat.status = 'confirmed'
       -- A mail that was refused, or may be lost, is all that could have told.
       AND NOT EXISTS (SELECT FROM notifications.deliveries lost WHERE lost.person_id = person.id
                         AND lost.session_id = session.id AND lost.state IN ('failed', 'unknown'))`,
  );
  for (const { email, session_id, ...time } of rows) {
    const own = told.filter(({ to, event }) => to === email && event.sessionId === session_id);
    if (own.length === 0) continue;
    const last = own.reduce((a, b) => (b.event.sequence >= a.event.sequence ? b : a));
    if (!isTime(time, last.event))
      violated(
        'I5',
        `the last that ${email} was told of session ${session_id} is ${timeOf(last.event)}, it is at ${time.starts_at.toISOString()}/${time.ends_at.toISOString()}`,
      );
  }
}

const isTime = ({ starts_at, ends_at }, { startsAt, endsAt }) =>
  +starts_at === startsAt && +ends_at === endsAt;
const timeOf = ({ startsAt, endsAt }) =>
  `${new Date(startsAt).toISOString()}/${new Date(endsAt).toISOString()}`;

/** Nobody who has no seat (any more) is told what is for people with seats. */
async function checkSeated({ database, accepted, tolerance, violated }) {
  const { rows } = await database.query(
    `SELECT envelope #>> '{data,sessionId}' AS session_id, change ->> 'personId' AS person_id,
            change ->> 'seatId' AS seat_id, change ->> 'to' AS status, fact.created_at AS at
     FROM participants.outbox fact, jsonb_array_elements(envelope #> '{data,changes}') WITH ORDINALITY AS row (change, number)
     WHERE subject = 'fact.participants.seats.changed.v1' ORDER BY fact.position, number`,
  );
  for (const { deliveryId, at, delivery } of accepted) {
    if (!FOR_SEATS.has(delivery.notice)) continue;
    const changes = rows.filter(
      (row) => row.session_id === delivery.session_id && row.person_id === delivery.person_id,
    );
    if (hadSeatWithin(changes, at - tolerance, at)) continue;
    violated('I5', `delivery ${deliveryId} (${delivery.notice}) went to somebody without a seat`);
  }
}

function hadSeatWithin(changes, from, until) {
  const statuses = new Map();
  const hasSeat = () => [...statuses.values()].some((status) => ACTIVE.has(status));
  let had = false;
  for (const { seat_id, status, at } of changes) {
    if (+at > until) break;
    // Whoever has one when this time begins has one within it.
    if (+at > from) had ||= hasSeat();
    statuses.set(seat_id, status);
    if (+at > from) had ||= hasSeat();
  }
  return had || hasSeat();
}

/** Whoever does without reminders gets none: by what was last asked for and acknowledged before it went. */
function checkWanted({ client, accepted, tolerance, violated }) {
  const wishes = client.writes.filter(({ kind }) => kind === 'preference');
  for (const { deliveryId, at, delivery } of accepted) {
    if (delivery.notice !== 'reminder') continue;
    const own = wishes.filter(({ about, sentAt }) => about.personId === delivery.person_id && sentAt < at);
    const last = own.at(-1);
    if (last?.outcome !== 'acknowledged' || last.about.off.length === 0) continue;
    if (last.answeredAt < at - tolerance)
      violated('I5', `delivery ${deliveryId} reminded somebody who does without reminders`);
  }
}
