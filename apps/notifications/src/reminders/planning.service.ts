import { Injectable } from '@nestjs/common';
import { columnsOf, newId, type Tx } from '#platform';
import type { SessionCopy, Whose } from '../programme/session-copy.entity.js';
import { Countdown } from './countdown.js';
import { ReminderEntity } from './reminder.entity.js';
import { ReminderQueue } from './reminder.queue.js';
import { planReminder, type Audience, type PlannedReminder } from './reminder.rules.js';
import { findReaders } from './readers.queries.js';
import { rulesInForce } from './rules.queries.js';
import { wantedReminders, type Readers, type Rules, type Wanted } from './wanted.rules.js';

/** What of a session's people, rules and reminders its planning depends on. */
export interface Seen {
  readonly rules: Rules;
  readonly readers: Readers;
  readonly existing: readonly ReminderEntity[];
}

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
   * Reads what the planning of a session depends on, whose row the caller has locked: sent at once, in one round trip.
   * Locks the reminders: one that begins to fire meanwhile must be seen as firing.
   */
  async look(tx: Tx, session: Whose): Promise<Seen> {
    const [{ rules }, readers, existing] = await Promise.all([
      rulesInForce(tx, session),
      findReaders(tx, session),
      tx.run<ReminderEntity>((lockOfReminders ??= prepareLock(tx)), [session.id]),
    ]);
    return { rules, readers, existing };
  }

  /**
   * Plans the reminders of one session, whose row the caller has locked.
   * @param asOf when what led to this happened, by the fact
   * @param seen what `look` has seen under that lock, where it has been asked already
   */
  async plan(tx: Tx, session: SessionCopy, asOf: Date, seen?: Seen): Promise<void> {
    const { rules, readers, existing } = seen ?? (await this.look(tx, session));
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
    this.save(tx, plans);
    const toWake = plans.filter(({ state }) => state === 'planned');
    if (toWake.length === 0) return;
    tx.afterCommit(() => {
      const times = toWake.map(({ dueAt }) => dueAt);
      this.countdown.expect(times, tx.now);
      void this.queue.add(toWake, tx.now);
    });
  }

  private save(tx: Tx, plans: readonly Planned[]): void {
    if (plans.length === 0) return;
    tx.write(
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

/** Its columns are those of the entity, which are known when the service runs. */
let lockOfReminders: string | undefined;

function prepareLock({ manager }: Tx): string {
  return `
    SELECT ${columnsOf(manager, ReminderEntity, 'reminder')} FROM reminders reminder
    WHERE reminder.session_id = $1 ORDER BY reminder.id FOR UPDATE`;
}

function keyOf({ rule, zone, audience }: { rule: string; zone: string; audience: Audience }): string {
  return `${rule} ${zone} ${audience}`;
}
