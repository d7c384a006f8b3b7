import { Injectable } from '@nestjs/common';
import { Transactions, type Tx } from '#platform';
import { In } from 'typeorm';
import { Dispatcher } from '../delivery/dispatcher.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { beginFiring, lockDue, lockRinging, skip } from './firing.queries.js';
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
   * Fires what is planned for the moments of these alarms, and due.
   * @returns for each the milliseconds until what it is for is due; 0 when nothing waits for it
   */
  fire(alarms: readonly Alarm[]): Promise<number[]> {
    return this.transactions.run(async (tx) => {
      const decided = await this.decide(tx, await lockRinging(tx, alarms), 'alarm');
      const waiting = new Map(
        [...decided]
          .filter(([, firing]) => firing === 'too-early')
          .map(([{ sessionId, dueAt }]) => [`${sessionId} ${dueAt.toISOString()}`, dueAt]),
      );
      return alarms.map(({ sessionId, dueAt }) => {
        const due = waiting.get(`${sessionId} ${dueAt}`);
        return due ? due.getTime() - tx.now.getTime() : 0;
      });
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

  private async decide(
    tx: Tx,
    reminders: readonly ReminderEntity[],
    wokenBy: WokenBy,
  ): Promise<Map<ReminderEntity, Firing>> {
    if (reminders.length === 0) return new Map();
    // After the reminders are locked: what their planning saw of the session has been committed.
    const sessions = await tx.manager.findBy(SessionCopy, {
      id: In([...new Set(reminders.map(({ sessionId }) => sessionId))]),
    });
    const byId = new Map(sessions.map((session) => [session.id, session]));
    const decided = new Map(
      reminders.map((reminder) => [reminder, decideFiring(reminder, byId.get(reminder.sessionId)!, tx.now)]),
    );
    const those = (firing: Firing) => reminders.filter((reminder) => decided.get(reminder) === firing);
    const [due, over] = [those('fire'), those('too-late')];
    if (over.length > 0) await skip(tx, over, WHY.over);
    if (due.length > 0) await this.begin(tx, due, wokenBy);
    return decided;
  }

  private async begin(tx: Tx, due: readonly ReminderEntity[], wokenBy: WokenBy): Promise<void> {
    await beginFiring(tx, due);
    tx.afterCommit(() => {
      this.dispatcher.poke();
      for (const { dueAt } of due) this.metrics.fired({ dueAt, firedAt: tx.now, wokenBy });
    });
  }
}
