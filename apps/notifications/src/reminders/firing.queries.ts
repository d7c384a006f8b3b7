import { newId, type Tx } from '#platform';
import { ReminderEntity } from './reminder.entity.js';
import type { Alarm } from './reminder.queue.js';

/**
 * Locks the reminders that are planned for these moments of these sessions, in id order; one that somebody else is at is
 * waited for. None of a moment for which nothing is planned any more.
 */
export function lockRinging({ manager }: Tx, alarms: readonly Alarm[]): Promise<ReminderEntity[]> {
  return manager
    .createQueryBuilder(ReminderEntity, 'reminder')
    .where(
      `reminder.state = 'planned' AND EXISTS (
         SELECT FROM unnest(CAST(:sessions AS text[]), CAST(:moments AS timestamptz[])) AS alarm (session_id, due_at)
         WHERE reminder.sessionId = alarm.session_id AND reminder.dueAt = alarm.due_at
       )`,
      { sessions: alarms.map(({ sessionId }) => sessionId), moments: alarms.map(({ dueAt }) => dueAt) },
    )
    .orderBy('reminder.id')
    .setLock('pessimistic_write')
    .getMany();
}

/** Locks the reminders that are due, the oldest first; those that somebody else is at are theirs. */
export function lockDue({ manager, now }: Tx, limit: number): Promise<ReminderEntity[]> {
  return manager
    .createQueryBuilder(ReminderEntity, 'reminder')
    .where(`reminder.state = 'planned' AND reminder.dueAt <= :now`, { now })
    .orderBy('reminder.dueAt')
    .limit(limit)
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getMany();
}

/**
 * Those of these reminders after which a nearer one has come due for the same people, as after an outage or when the clock
 * is moved. Who has a rule of their own, or is a delegate, gets what is for all participants too.
 */
export async function findOvertakenReminders(
  { manager, now }: Tx,
  reminders: readonly ReminderEntity[],
): Promise<Set<string>> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM reminders AS mine
     WHERE id = ANY($1) AND EXISTS (
       SELECT FROM reminders AS nearer
       WHERE nearer.session_id = mine.session_id AND nearer.zone = mine.zone
         AND (nearer.audience = mine.audience
              OR (nearer.audience = 'participants' AND mine.audience IN ('own', 'delegates')))
         AND nearer.due_at > mine.due_at AND nearer.due_at <= $2
         AND (nearer.state = 'planned'
              OR (nearer.state IN ('firing', 'fired') AND nearer.time_version = mine.time_version))
     )`,
    [reminders.map(({ id }) => id), now],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Lets locked reminders fire: each opens a dispatch, to whom will be asked after the commit. */
export async function beginFiring({ manager, now }: Tx, reminders: readonly ReminderEntity[]): Promise<void> {
  await manager.query(
    `WITH fired AS (
       UPDATE reminders SET state = 'firing', fired_at = $3
       FROM unnest($1::uuid[], $2::uuid[]) AS opened (dispatch_id, reminder_id) WHERE reminders.id = opened.reminder_id
       RETURNING opened.dispatch_id, reminders.*
     )
     INSERT INTO dispatches (id, notice, session_id, time_version, reminder_id, generation, rule, zone, audience, seat_before)
     -- Who takes a seat after a reminder was due doesn't get it (DESIGN 11).
     SELECT dispatch_id, 'reminder', session_id, time_version, id, generation, rule, zone, audience, due_at FROM fired
     ON CONFLICT DO NOTHING`,
    [reminders.map(() => newId()), reminders.map(({ id }) => id), now],
  );
}

/** Says of locked reminders that they are not sent. */
export async function skip(
  { manager }: Tx,
  reminders: readonly ReminderEntity[],
  why: string,
): Promise<void> {
  await manager.query(`UPDATE reminders SET state = 'skipped', why = $2 WHERE id = ANY($1)`, [
    reminders.map(({ id }) => id),
    why,
  ]);
}
