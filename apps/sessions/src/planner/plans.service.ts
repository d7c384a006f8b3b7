import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  invalidFields,
  notFound,
  RuleViolation,
  type Action,
  type Actor,
  type FindPlanDays,
  type FindPlans,
  type OutputOf,
  type ParsedInputOf,
  type Plan as PlanReply,
  type StartPlan,
} from '#contracts';
import { brokenUniqueConstraint, Clock, newId, Transactions, type Tx } from '#platform';
import { DataSource, In } from 'typeorm';
import { ProgrammeClient } from '../programme/programme.client.js';
import { EventCopy } from '../programme/event.entity.js';
import { ProgrammeService } from '../programme/programme.service.js';
import { Place } from '../scheduling/place.entity.js';
import type { Session } from '../scheduling/session.entity.js';
import { loadSessions } from '../scheduling/session.queries.js';
import { planDays, problemOf, targetsOf, type Ground, type PlannedEvent } from './gathering.rules.js';
import { applyPlan } from './plan-application.js';
import { Plan, PlanRun } from './plan.entity.js';
import { PlanRunner } from './plan-runner.worker.js';
import { planStatusAfter } from './plan.rules.js';
import { PlanTask } from './plan-task.js';

/** Lets requests in between two pieces of work on the main thread. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Prepared {
  task: PlanTask;
  /** Versions of what it is computed from. */
  frozen: Plan['frozen'];
}

/** Commands on plans. */
@Injectable()
export class PlansService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly programme: ProgrammeService,
    private readonly client: ProgrammeClient,
    private readonly runner: PlanRunner,
  ) {}

  /**
   * Begins to plan; the reply is the plan as running.
   * @throws RuleViolation `not-found`, `event.state`, `validation.failed`, `plan.empty`, `plan.running`, `plan.outdated`
   */
  async start(input: ParsedInputOf<typeof StartPlan>, actor: Actor): Promise<PlanReply> {
    const { programmeId, events } = await this.scopeOf(input, actor);
    const prepared = await this.prepare(input, programmeId, events).catch((refused: unknown) => ({
      refused,
    }));
    const save = () =>
      this.transactions.command(async (tx) => {
        // Not before: the same key gets the reply it got, also when there is nothing left to plan.
        if ('refused' in prepared) throw prepared.refused;
        return this.begin(tx, prepared, { programmeId, events, eventId: input.eventId ?? null });
      });
    return save().catch((error: unknown) => {
      throw brokenUniqueConstraint(error) === 'plan_runs_pkey' ? alreadyRunning() : error;
    });
  }

  /** @throws RuleViolation `validation.failed`, `plan.empty` */
  private async prepare(
    input: ParsedInputOf<typeof StartPlan>,
    programmeId: string,
    events: readonly PlannedEvent[],
  ): Promise<Prepared> {
    const { ground, targets } = await this.targetsIn(programmeId, events, input);
    const { problem, considered, cities } = await problemOf(targets, ground, input, breathe);
    await breathe();
    const frozen = Object.fromEntries(considered.map(({ id, version }) => [id, version]));
    const task = new PlanTask(newId(), problem, considered, { places: ground.places, cities }, input);
    return { task, frozen };
  }

  /**
   * Of which countries and years public holidays must be known to plan so.
   * @throws RuleViolation as `start`
   */
  async days(
    input: ParsedInputOf<typeof FindPlanDays>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindPlanDays>> {
    const { programmeId, events } = await this.scopeOf(input, actor);
    const { ground, targets } = await this.targetsIn(programmeId, events, input);
    return planDays(targets, ground);
  }

  /** @throws RuleViolation `validation.failed`, `plan.empty` */
  private async targetsIn(
    programmeId: string,
    events: readonly PlannedEvent[],
    options: ParsedInputOf<typeof FindPlanDays>,
  ): Promise<{ ground: Ground; targets: Session[] }> {
    const ground = await this.groundOf(programmeId, events);
    const isPlanned = new Set(events.map(({ id }) => id));
    const own = ground.sessions.filter(({ eventId }) => isPlanned.has(eventId));
    return { ground, targets: targetsOf(own, options) };
  }

  private async begin(
    tx: Tx,
    { task, frozen }: Prepared,
    {
      programmeId,
      eventId,
      events,
    }: Pick<Plan, 'programmeId' | 'eventId'> & { events: readonly PlannedEvent[] },
  ): Promise<PlanReply> {
    const { planId } = task;
    const [{ lease }] = await tx.manager.query<[{ lease: Date }]>(
      `SELECT now() + interval '6 seconds' AS lease`,
    );
    const plan = Object.assign(new Plan(), {
      id: planId,
      programmeId,
      eventId,
      status: 'running',
      startedAt: tx.now,
      finishedAt: null,
      frozen,
      progress: null,
      proposal: null,
      clash: null,
      failure: null,
      leaseUntil: lease,
    } satisfies Partial<Plan>);
    await tx.manager.insert(Plan, plan);
    // In the order of ids, so that two who plan the same events don't wait for each other in a ring.
    for (const { id } of events) await tx.manager.insert(PlanRun, { eventId: id, planId });
    tx.afterCommit(() => this.runner.start(task));
    return plan.reply();
  }

  async find({ ids }: ParsedInputOf<typeof FindPlans>, actor: Actor): Promise<OutputOf<typeof FindPlans>> {
    const plans = await this.dataSource.manager.findBy(Plan, { id: In(ids) });
    const seen = plans.filter(({ programmeId }) => allows(actor, 'plan.read', { programmeId }));
    return { items: seen.map((plan) => plan.reply()) };
  }

  /** @throws RuleViolation `not-found`, `plan.state` */
  async cancel(id: string, actor: Actor): Promise<PlanReply> {
    await this.authorize(id, 'plan.write', actor);
    return this.transactions.command(async (tx) => {
      const plan = await lock(tx, id);
      await this.runner.finish(tx, plan, 'cancel');
      tx.afterCommit(() => this.runner.cancel(id));
      return plan.reply();
    });
  }

  /** @throws RuleViolation `not-found`, `plan.state` */
  async discard(id: string, actor: Actor): Promise<PlanReply> {
    await this.authorize(id, 'plan.write', actor);
    return this.transactions.command(async (tx) => {
      const plan = await lock(tx, id);
      plan.status = planStatusAfter(plan.status, 'discard');
      await tx.manager.save(plan);
      return plan.reply();
    });
  }

  /** @throws RuleViolation `not-found`, `plan.state`, `event.state`, `plan.outdated` */
  async apply(id: string, actor: Actor): Promise<PlanReply> {
    await this.authorize(id, 'plan.write', actor);
    return this.transactions.command(async (tx) => {
      const plan = await lock(tx, id);
      plan.status = planStatusAfter(plan.status, 'apply');
      await applyPlan(tx, plan);
      await tx.manager.save(plan);
      return plan.reply();
    });
  }

  private async authorize(id: string, action: Action, actor: Actor): Promise<void> {
    const plan = await this.dataSource.manager.findOneBy(Plan, { id });
    if (!plan || !allows(actor, 'plan.read', plan)) {
      if (actor.kind === 'anonymous') authorize(actor, action);
      throw notFound('plan', id);
    }
    authorize(actor, action, plan);
  }

  /** The events to be planned, in the order of their ids, as their owner has them now. */
  private async scopeOf(
    { eventId, programmeId }: Pick<ParsedInputOf<typeof StartPlan>, 'eventId' | 'programmeId'>,
    actor: Actor,
  ): Promise<{ programmeId: string; events: PlannedEvent[] }> {
    if ((eventId === undefined) === (programmeId === undefined)) {
      throw invalidFields([{ path: 'eventId', message: 'name either an event or a programme' }]);
    }
    if (programmeId !== undefined) {
      const programme = await this.client.findProgramme(programmeId);
      if (!programme) throw notFound('programme', programmeId);
      authorize(actor, 'plan.write', { programmeId: programme.id });
      await this.programme.refresh(programme.id);
      const events = await this.client.findEventsOf(programme.id);
      const open = events.filter(({ status }) => status !== 'cancelled');
      return { programmeId: programme.id, events: open.sort((a, b) => (a.id < b.id ? -1 : 1)) };
    }
    const event = await this.client.findEvent(eventId!);
    if (!event) throw notFound('event', eventId!);
    const object = { programmeId: event.programmeId };
    if (event.status === 'draft' && !allows(actor, 'draft.read', object)) throw notFound('event', event.id);
    authorize(actor, 'plan.write', object);
    if (event.status === 'cancelled') {
      throw new RuleViolation('event.state', 'The event is cancelled; its schedule is final.');
    }
    await this.programme.knownEvent(event.id);
    return { ...object, events: [event] };
  }

  private async groundOf(programmeId: string, events: readonly PlannedEvent[]): Promise<Ground> {
    const { manager } = this.dataSource;
    const ids = new Set(events.map(({ id }) => id));
    const all = await loadSessions(manager, { programmeId, status: In(['draft', 'scheduled']) });
    const sessions = all.filter((session) => ids.has(session.eventId) || session.startsAt !== null);
    const eventId = In([...ids]);
    const places = await manager.findBy(Place, { eventId });
    const hosts = await manager.findBy(EventCopy, { id: eventId });
    const slugs = new Set([
      ...hosts.map(({ hostCity }) => hostCity),
      ...places.map(({ city }) => city),
      ...sessions.flatMap(({ parts, ownCity, speakers }) => [
        ...Object.keys(parts),
        ownCity,
        ...speakers.flatMap(({ speaker }) => speaker.city ?? []),
      ]),
    ]);
    const cities = await this.client.findCities([...slugs]);
    return { events, sessions, places, cities, now: (await this.clock.now()).getTime() };
  }
}

async function lock(tx: Tx, id: string): Promise<Plan> {
  return tx.manager.findOneOrFail(Plan, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

function alreadyRunning(): RuleViolation {
  return new RuleViolation(
    'plan.running',
    'A plan of this event is being computed; wait for it, or cancel it.',
  );
}
