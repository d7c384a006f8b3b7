import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '#platform';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { Countdown } from './countdown.js';
import { ReminderEntity } from './reminder.entity.js';
import { ReminderQueue } from './reminder.queue.js';
import { planReminder, type Audience, type PlannedReminder } from './reminder.rules.js';
import { findReaders } from './readers.queries.js';
import { rulesInForce } from './rules.queries.js';
import { wantedReminders, type Wanted } from './wanted.rules.js';

type Planned = PlannedReminder & Wanted & { id: string; sessionId: string };

/**
 * Keeps the reminders of a session what its time, the rules in force and its people's zones make of them. Run whenever
 * one of the three changes, so their facts may come in any order. At most rules × zones rows, however many people.
 */
@Injectable()
export class PlanningService {
  constructor(
    private readonly queue: ReminderQueue,
    private readonly countdown: Countdown,
  ) {}

  /**
   * Plans the reminders of one session, whose row the caller has locked.
   * @param asOf when what led to this happened, by the fact
   */
  async plan(tx: Tx, session: SessionCopy, asOf: Date): Promise<void> {
    const { rules } = await rulesInForce(tx.manager, session);
    const readers = await findReaders(tx.manager, session);
    const existing = await this.load(tx, session);
    const known = new Map(existing.map((reminder) => [keyOf(reminder), reminder]));
    const wanted = wantedReminders(rules, readers);
    const wantedKeys = new Set(wanted.map(keyOf));
    const others = existing.filter((reminder) => !wantedKeys.has(keyOf(reminder)));

    const plans = [...wanted, ...others].flatMap(({ rule, zone, audience }): Planned[] => {
      const key = keyOf({ rule, zone, audience });
      const before = known.get(key) ?? null;
      const times = { asOf, now: tx.now };
      const plan = planReminder(session, { rule, zone, wanted: wantedKeys.has(key) }, times, before);
      return plan
        ? [{ ...plan, id: before?.id ?? newId(), sessionId: session.id, rule, zone, audience }]
        : [];
    });
    await this.save(tx, plans);
    const toWake = plans.filter(({ state }) => state === 'planned');
    if (toWake.length === 0) return;
    tx.afterCommit(() => {
      const times = toWake.map(({ dueAt }) => dueAt);
      this.countdown.expect(times, tx.now);
      void this.queue.add(toWake, tx.now);
    });
  }

  /** Locked: one that begins to fire meanwhile must be seen as firing. */
  private load(tx: Tx, session: SessionCopy): Promise<ReminderEntity[]> {
    return tx.manager.find(ReminderEntity, {
      where: { sessionId: session.id },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  private async save(tx: Tx, plans: readonly Planned[]): Promise<void> {
    if (plans.length === 0) return;
    await tx.manager.query(
      `INSERT INTO reminders (id, session_id, rule, zone, due_at, generation, state, time_version, why, audience)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::int[], $7::text[],
                            $8::int[], $9::text[], $10::text[])
       ON CONFLICT (session_id, rule, zone, audience) DO UPDATE
         SET due_at = excluded.due_at, generation = excluded.generation, state = excluded.state,
             time_version = excluded.time_version, why = excluded.why`,
      [
        plans.map((plan) => plan.id),
        plans.map((plan) => plan.sessionId),
        plans.map((plan) => plan.rule),
        plans.map((plan) => plan.zone),
        plans.map((plan) => plan.dueAt),
        plans.map((plan) => plan.generation),
        plans.map((plan) => plan.state),
        plans.map((plan) => plan.timeVersion),
        plans.map((plan) => plan.why),
        plans.map((plan) => plan.audience),
      ],
    );
  }
}

function keyOf({ rule, zone, audience }: { rule: string; zone: string; audience: Audience }): string {
  return `${rule} ${zone} ${audience}`;
}
