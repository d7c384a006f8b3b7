/** I5: which mails there are, against what has happened. */

/** What may take the answer to a mail, or its sender, away. */
const LOSES_ANSWERS =
  /^kill (notifications|postgres|sender)|^SMTP drop-after|^SMTP down|partition|cut connections|refused connections|pause|wrong clock|stop and start/;

/** Only a lost answer makes a mail `unknown`, and each is counted: without a fault that can lose one there is none. */
export function checkUnknown({ deliveries, faults, violated }) {
  if (Object.keys(faults).some((kind) => LOSES_ANSWERS.test(kind))) return;
  for (const { id, state } of deliveries.values())
    if (state === 'unknown') violated('I5', `delivery ${id} is unknown, though no answer was lost`);
}

/** Whoever got, or lost, a seat by somebody else's doing has a mail of it, once. */
export async function checkTold({ database, violated }) {
  const { rows } = await database.query(
    `WITH change AS (
       SELECT fact.id AS fact_id, envelope #>> '{data,sessionId}' AS session_id, change ->> 'personId' AS person_id,
              change ->> 'seatId' AS seat_id, change ->> 'from' AS from_status, change ->> 'to' AS to_status
       FROM participants.outbox fact, jsonb_array_elements(envelope #> '{data,changes}') AS change
       WHERE subject = 'fact.participants.seats.changed.v1'
     ), due AS (
       SELECT change.*, CASE
         WHEN to_status = 'confirmed' AND from_status = 'waiting' THEN 'seat-promoted'
         WHEN to_status = 'confirmed' THEN 'seat-confirmed'
         WHEN to_status = 'waiting' AND from_status IS NULL THEN 'seat-waiting'
         WHEN to_status = 'waiting' THEN 'seat-back-to-waiting'
         WHEN to_status IN ('offered', 'expired', 'lapsed') THEN 'seat-' || to_status
       END AS notice FROM change
     )
     SELECT due.person_id, due.session_id, due.notice, count(mail.id)::int AS mails
     FROM due LEFT JOIN notifications.deliveries mail
       ON mail.person_id = due.person_id AND mail.session_id = due.session_id AND mail.notice = due.notice
       AND mail.occasion = due.seat_id || ' ' || due.fact_id
     WHERE due.notice IS NOT NULL AND NOT (due.from_status = 'waiting' AND due.to_status = 'waiting')
     GROUP BY due.fact_id, due.seat_id, due.person_id, due.session_id, due.notice HAVING count(mail.id) <> 1`,
  );
  for (const { person_id, session_id, notice, mails } of rows)
    violated('I5', `${person_id} has ${mails} mails “${notice}” of session ${session_id} for one change`);
}

/** No reminder fires before it is due, whatever woke it. */
export async function checkFiredInTime({ database, violated }) {
  const { rows } = await database.query(
    `SELECT reminder.session_id, reminder.rule, opened.due_at, reminder.fired_at
     FROM notifications.reminders reminder
     JOIN LATERAL (
       SELECT seat_before AS due_at FROM notifications.dispatches dispatch
       WHERE dispatch.reminder_id = reminder.id ORDER BY generation DESC LIMIT 1
     ) AS opened ON true
     WHERE reminder.fired_at < opened.due_at`,
  );
  for (const { session_id, rule, due_at, fired_at } of rows)
    violated(
      'I5',
      `reminder ${rule} of session ${session_id} fired at ${fired_at.toISOString()}, due ${due_at.toISOString()}`,
    );
}

/** A mail that may have arrived is tried once more, and not in the middle of the session. */
export function checkRetriesOfUnknown({ mail, deliveries, sessionsBegan, violated }) {
  for (const { id, state, session_id } of deliveries.values()) {
    if (state !== 'unknown') continue;
    const tries = mail.log.filter(({ deliveryId, answer }) => deliveryId === id && answer === 'accepted');
    const began = sessionsBegan.get(session_id);
    if (began !== undefined && tries.slice(1).some(({ at }) => at > began))
      violated('I5', `delivery ${id} was tried again after its session had begun`);
  }
}
