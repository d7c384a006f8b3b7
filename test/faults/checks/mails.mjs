import { RULES } from '../load/world.mjs';
import { checkMailContents } from './mail-contents.mjs';
import { checkFiredInTime, checkRetriesOfUnknown, checkTold, checkUnknown } from './mails-due.mjs';

const HOUR_MS = 3_600_000;
/** A day's notice that would come in the reader's night (until 06:00) comes at 20:00 the evening before. */
const SHIFTED_MS = 10 * HOUR_MS;

/** I5: by the mail server's own log, every delivery came to the one end that its row says. */
export async function checkMails(context) {
  const { database, mail, violated } = context;
  const { rows: deliveries } = await database.query(
    `SELECT delivery.*, person.email, row_number() OVER (ORDER BY delivery.created_at, delivery.id)::int AS place
     FROM notifications.deliveries delivery
     LEFT JOIN participants.persons person ON person.id = delivery.person_id`,
  );
  const received = new Map();
  for (const { deliveryId, answer } of mail.log) {
    if (answer === 'accepted') received.set(deliveryId, (received.get(deliveryId) ?? 0) + 1);
  }
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const refused = new Set();
  for (const { deliveryId, to, answer } of mail.log) {
    if (refused.has(deliveryId)) violated('I5', `delivery ${deliveryId} was tried again after 550`);
    if (answer === '550') refused.add(deliveryId);
    const delivery = byId.get(deliveryId);
    if (!delivery) violated('I5', `a mail to ${to} has no delivery (${deliveryId})`);
    else if (delivery.email !== to)
      violated('I5', `delivery ${deliveryId} went to ${to}, not to ${delivery.email}`);
  }
  for (const { id, state, lost_answers } of deliveries) {
    const copies = received.get(id) ?? 0;
    const isRight =
      (state === 'sent' && copies === 1) ||
      // Whole message given, no answer: one retry, so at most two.
      (state === 'unknown' && copies <= 2 && lost_answers > 0) ||
      (['failed', 'suppressed'].includes(state) && copies === 0);
    if (!isRight) violated('I5', `delivery ${id} is ${state}, the mail server took it ${copies} times`);
  }
  // By what a mail says, whatever the rows' own key: person, session, notice, rule, time and occasion.
  const told = new Map();
  for (const delivery of deliveries) {
    const { person_id, session_id, notice, rule, time_version, occasion } = delivery;
    const key = [person_id, session_id, notice, rule, time_version, occasion].join(' ');
    told.set(key, [...(told.get(key) ?? []), delivery]);
  }
  for (const [key, same] of told) {
    const certain = same.filter(({ id, state }) => received.has(id) && state !== 'unknown');
    if (certain.length > 1) violated('I5', `${certain.length} mails of “${key}”`);
  }
  const more = { ...context, deliveries: byId };
  checkUnknown(more);
  checkRetriesOfUnknown(more);
  await checkTold(more);
  await checkFiredInTime(more);
  const { invitations } = await checkMailContents(more);
  return {
    invitations,
    doubled: [...received.values()].filter((copies) => copies > 1).length,
    received: [...received.values()].reduce((sum, copies) => sum + copies, 0),
    deliveries: countBy(deliveries, ({ state }) => state),
  };
}

/**
 * I5, the other way round: who should have been reminded was. Only what is beyond doubt: sessions that take place,
 * reminders whose time has come, and not that of the next, while the system was at rest, people who had their seat before
 * and kept it, and times that were not changed after the reminder could have fired for an earlier one.
 *
 * @param {number[]} rests the services' time whenever the system came to rest, as milliseconds
 */
export async function checkReminded({ database, client, rests, violated }) {
  const unwilling = new Set(
    client.writes.flatMap(({ kind, about }) => (kind === 'preference' ? about.personId : [])),
  );
  const { rows: sessions } = await database.query(
    `SELECT id, starts_at FROM sessions.sessions WHERE status = 'scheduled' AND starts_at IS NOT NULL`,
  );
  const { rows: times } = await database.query(
    `SELECT envelope #>> '{data,id}' AS id, (envelope #>> '{data,start,instant}')::timestamptz AS starts_at,
            (envelope ->> 'time')::timestamptz AS at
     FROM sessions.outbox WHERE subject = 'fact.sessions.session.changed.v1'
     ORDER BY (envelope #>> '{data,version}')::int`,
  );
  const { rows: seats } = await database.query(
    `SELECT slot.session_id, seat.person_id, seat.created_at,
            (SELECT max(at) FROM participants.seat_log log WHERE log.seat_id = seat.id) AS seated_at
     FROM participants.seats seat JOIN participants.slots slot ON slot.id = seat.slot_id WHERE seat.status = 'confirmed'`,
  );
  const { rows: deliveries } = await database.query(
    `SELECT session_id, person_id, rule, state, why FROM notifications.deliveries WHERE notice = 'reminder'
     UNION ALL
     SELECT told.session_id, told.person_id, told.rule, mail.state, mail.why
     FROM notifications.reminded told JOIN notifications.deliveries mail ON mail.id = told.delivery_id`,
  );
  let expected = 0;
  for (const { id, starts_at } of sessions) {
    const history = times.filter((each) => each.id === id);
    for (const [rule, beforeMs] of Object.entries(RULES)) {
      const due = starts_at.getTime() - beforeMs;
      const earliest = due - (rule.startsWith('PT') ? 0 : SHIFTED_MS);
      // Where the clock has passed both, the nearer one is sent alone.
      const nearer = Math.max(0, ...Object.values(RULES).filter((other) => other < beforeMs));
      if (!rests.some((rest) => rest >= due && rest < starts_at.getTime() - nearer)) continue;
      // An earlier time whose reminder may have fired leaves it open whether this one fires too.
      const last = history.findLastIndex((each, index) => +each.starts_at !== +history[index - 1]?.starts_at);
      const isOpen = history
        .slice(0, last)
        .some((each, index) => each.starts_at - (starts_at - earliest) <= +history[index + 1].at + HOUR_MS);
      if (isOpen || +history[last].at >= earliest) continue;
      for (const seat of seats.filter(({ session_id }) => session_id === id)) {
        if (unwilling.has(seat.person_id)) continue;
        if (seat.created_at >= earliest || seat.seated_at >= earliest) continue;
        expected += 1;
        const own = deliveries.filter(
          (delivery) =>
            delivery.session_id === id && delivery.person_id === seat.person_id && delivery.rule === rule,
        );
        if (own.some(({ state }) => ['sent', 'unknown', 'failed'].includes(state))) continue;
        violated(
          'I5',
          `${seat.person_id} was not reminded of session ${id} (${rule}): ${own[0]?.why ?? 'no delivery'}`,
        );
      }
    }
  }
  return expected;
}

export function countBy(items, keyOf) {
  const counts = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
