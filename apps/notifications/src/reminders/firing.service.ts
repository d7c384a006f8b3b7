import { Injectable } from '@nestjs/common';
import { Transactions, type Tx } from '#platform';
import { In } from 'typeorm';
import { Dispatcher } from '../delivery/dispatcher.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { beginFiring, findOvertakenReminders, lockDue, lockRinging, skip } from './firing.queries.js';
import { ReminderMetrics, type WokenBy } from './reminder-metrics.js';
import type { ReminderEntity } from './reminder.entity.js';
import type { Alarm } from './reminder.queue.js';
import { decideFiring, WHY, type Firing } from './reminder.rules.js';

/** At most so many are fired by one transaction; the next one takes the rest. */
const LIMIT = 500;

/**
 * Fires reminders that are due: all of a moment in one transaction, which looks at each again under its lock and by the
 * database's clock. Of many that wake one reminder, in whatever process, one finds it planned. Who gets it is asked
 * after the commit, as people are then.
 */
@Injectable()
export class FiringService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dispatcher: Dispatcher,
    private readonly metrics: ReminderMetrics,
  ) {}

  /**
   * Fires what is planned for the moments of these alarms that have come. Of one that rings early nothing is locked: the
   * countdown, which may be at it in the next millisecond, passes over what somebody else is at.
   * @returns for each the milliseconds until its moment; 0 when it has come
   */
  fire(alarms: readonly Alarm[]): Promise<number[]> {
    return this.transactions.run(async (tx) => {
      const now = tx.now.getTime();
      const isEarly = ({ dueAt }: Alarm) => Date.parse(dueAt) > now;
      const ringing = alarms.filter((alarm) => !isEarly(alarm));
      if (ringing.length > 0) await this.decide(tx, await lockRinging(tx, ringing), 'alarm');
      return alarms.map((alarm) => (isEarly(alarm) ? Date.parse(alarm.dueAt) - now : 0));
    });
  }

  /**
   * Fires everything that is due, whoever has been told of it; what somebody else is just at is left to them.
   * @returns up to when, by the database's clock
   */
  async fireDue(wokenBy: WokenBy): Promise<Date> {
    for (;;) {
      const { asOf, count } = await this.transactions.run(async (tx) => {
        const due = await lockDue(tx, LIMIT);
        await this.decide(tx, due, wokenBy);
        return { asOf: tx.now, count: due.length };
      });
      if (count < LIMIT) return asOf;
    }
  }

  private async decide(tx: Tx, reminders: readonly ReminderEntity[], wokenBy: WokenBy): Promise<void> {
    if (reminders.length === 0) return;
    // After the reminders are locked: what their planning saw of the session has been committed.
    const sessions = await tx.manager.findBy(SessionCopy, {
      id: In([...new Set(reminders.map(({ sessionId }) => sessionId))]),
    });
    const byId = new Map(sessions.map((session) => [session.id, session]));
    const overtaken = await findOvertakenReminders(tx, reminders);
    const decided = new Map(
      reminders.map((reminder) => [
        reminder,
        decideFiring(byId.get(reminder.sessionId)!, tx.now, overtaken.has(reminder.id)),
      ]),
    );
    const those = (firing: Firing) => reminders.filter((reminder) => decided.get(reminder) === firing);
    const [due, over, told] = [those('fire'), those('too-late'), those('overtaken')];
    if (over.length > 0) await skip(tx, over, WHY.over);
    if (told.length > 0) await skip(tx, told, WHY.overtaken);
    if (due.length > 0) await this.begin(tx, due, wokenBy);
  }

  private async begin(tx: Tx, due: readonly ReminderEntity[], wokenBy: WokenBy): Promise<void> {
    await beginFiring(tx, due);
    tx.afterCommit(() => {
      this.dispatcher.poke();
      for (const { dueAt } of due) this.metrics.fired({ dueAt, firedAt: tx.now, wokenBy });
    });
  }
}
