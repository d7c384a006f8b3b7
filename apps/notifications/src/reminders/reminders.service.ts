import { Injectable } from '@nestjs/common';
import { authorize, notFound, type Actor, type FindReminders, type OutputOf } from '#contracts';
import { Transactions, type Tx } from '#platform';
import { DataSource, MoreThan, Repository } from 'typeorm';
import { DispatchesService } from '../delivery/dispatches.service.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { ReminderMetrics } from './reminder-metrics.js';
import { ReminderEntity } from './reminder.entity.js';
import { decideFiring, WHY, type Firing } from './reminder.rules.js';
import { countReaders } from './readers.queries.js';
import { countDeliveries } from './reminders.queries.js';

/** At most so many are fired by one sweep; the next one takes the rest. */
const SWEEP_LIMIT = 500;

/** Fires reminders that are due, and shows them. */
@Injectable()
export class RemindersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly dispatches: DispatchesService,
    private readonly metrics: ReminderMetrics,
  ) {}

  /**
   * Fires a reminder if, looked at again under its lock, it is due: who gets it is asked afterwards, as people are then.
   * @param generation of the job that wakes it; undefined for the sweep
   * @returns what it came to, and the milliseconds until it is due when that is too early
   */
  fire(id: string, generation?: number): Promise<{ firing: Firing; dueInMs: number }> {
    return this.transactions.run(async (tx) => {
      const reminder = await tx.manager.findOne(ReminderEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!reminder) return { firing: 'stale', dueInMs: 0 };
      const session = await tx.manager.findOneByOrFail(SessionCopy, { id: reminder.sessionId });
      const firing = decideFiring(reminder, session, tx.now, generation);
      if (firing === 'too-late') {
        await tx.manager.save(Object.assign(reminder, { state: 'skipped', why: WHY.over }));
      } else if (firing === 'fire') {
        await this.begin(tx, reminder);
        const firedAt = tx.now;
        tx.afterCommit(() =>
          this.metrics.fired({ dueAt: reminder.dueAt, firedAt, bySweep: generation === undefined }),
        );
      }
      return { firing, dueInMs: Math.max(0, reminder.dueAt.getTime() - tx.now.getTime()) };
    });
  }

  /** Fires everything that is due and was not woken: Redis was flushed, away or late, or the clock was moved. */
  async fireDue(): Promise<void> {
    const due = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM reminders WHERE state = 'planned' AND due_at <= clock_now() ORDER BY due_at LIMIT ${SWEEP_LIMIT}`,
    );
    for (const { id } of due) await this.fire(id);
  }

  /** The reminders of a session for its organizers, in order of time. */
  async find(actor: Actor, sessionId: string): Promise<OutputOf<typeof FindReminders>> {
    const session = await this.findSession(sessionId);
    if (!session) throw notFound('session', sessionId);
    authorize(actor, 'reminder.read', { programmeId: session.programmeId });
    const reminders = await this.repository.find({
      where: { sessionId: session.id },
      order: { dueAt: 'ASC', rule: 'ASC', zone: 'ASC', audience: 'ASC' },
    });
    const counts = await countDeliveries(this.dataSource, session.id);
    const peopleOf = await countReaders(this.dataSource.manager, session.id);
    const items = reminders.map(({ rule, zone, audience, dueAt, state, why }) => ({
      rule,
      to: audience,
      zone,
      people: peopleOf({ rule, zone, audience }),
      dueAt: dueAt.toISOString(),
      state,
      why,
      ...counts({ rule, zone, audience }),
    }));
    return { items };
  }

  private async begin(tx: Tx, reminder: ReminderEntity): Promise<void> {
    await tx.manager.save(Object.assign(reminder, { state: 'firing', firedAt: tx.now }));
    await this.dispatches.open(tx, {
      notice: 'reminder',
      sessionId: reminder.sessionId,
      timeVersion: reminder.timeVersion,
      reminder,
    });
  }

  private findSession(id: string): Promise<SessionCopy | null> {
    return this.dataSource.getRepository(SessionCopy).findOneBy({ id, version: MoreThan(0) });
  }

  private get repository(): Repository<ReminderEntity> {
    return this.dataSource.getRepository(ReminderEntity);
  }
}
