import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PlanSignalled, type PlanProgress } from '#contracts';
import { Signals, Transactions, WorkLoop, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { PlanRun, Plan } from './plan.entity.js';
import { planStatusAfter, progressOf, type PlanEvent } from './plan.rules.js';
import type { PlanTask } from './plan-task.js';
import { PlanSolver } from './solving/plan-solver.js';

/** A plan's process says this often that it lives, and keeps its lease three times as long. */
const BEAT_MS = 2_000;
const LEASE = '6 seconds';
const SWEEP_MS = 2_000;
/** Each takes a thread; who comes later waits. */
const MOST_AT_ONCE = 2;
const CLASH_LIMIT_MS = 10_000;

const GONE = 'The process that computed it has ended. Start it again.';
const BROKEN = 'Something went wrong on our side. Start it again.';
const TOO_LONG = 'No plan was found in the time given. Give it more time, or plan fewer sessions at once.';

/** Computes plans: progress is told by signals, the end is written. A plan whose process has died fails by a sweep. */
@Injectable()
export class PlanRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PlanRunner.name);
  private readonly solver = new PlanSolver();
  private readonly running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  private readonly waiting: (() => void)[] = [];
  private active = 0;
  private readonly sweeper = new WorkLoop({
    name: PlanRunner.name,
    service: 'sessions',
    round: () => this.sweep(),
    everyMs: SWEEP_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly signals: Signals,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.sweeper.stop();
    const all = [...this.running.values()];
    for (const { abort } of all) abort.abort(new Error(GONE));
    await Promise.all(all.map(({ done }) => done));
    await this.solver.close();
  }

  /** Computes a plan that was saved as running. Returns at once. */
  start(task: PlanTask): void {
    const abort = new AbortController();
    const done = this.run(task, abort)
      .catch((error: unknown) => this.logger.error(error))
      .finally(() => this.running.delete(task.planId));
    this.running.set(task.planId, { abort, done });
  }

  /** Ends a plan that is computed here; one that is computed elsewhere ends with its next beat. */
  cancel(planId: string): void {
    this.running.get(planId)?.abort.abort(new Error('cancelled'));
  }

  private async run(task: PlanTask, abort: AbortController): Promise<void> {
    const { planId } = task;
    let progress: PlanProgress | null = null;
    const beat = setInterval(() => {
      this.beat(planId, progress)
        .then((isRunning) => {
          if (!isRunning) abort.abort(new Error('cancelled'));
        })
        .catch((error: unknown) => this.logger.warn(error));
    }, BEAT_MS);
    await this.turn();
    try {
      const result = await this.solver.solve(task.model, {
        tolerance: task.tolerance,
        timeLimitMs: task.timeLimitMs,
        clashLimitMs: CLASH_LIMIT_MS,
        signal: abort.signal,
        onProgress: (reached) => {
          progress = progressOf(reached, task.perUnit);
          this.signals.tell(PlanSignalled, planId, { id: planId, status: 'running', progress });
        },
      });
      if (result.kind === 'solved') {
        await this.end(planId, 'solved', { proposal: task.proposalOf(result), progress });
      } else if (result.kind === 'infeasible') {
        await this.end(planId, 'clashed', { clash: task.clashOf(result) });
      } else {
        await this.end(planId, 'failed', { failure: TOO_LONG });
      }
    } catch (error) {
      const wasEnded = abort.signal.aborted;
      if (!wasEnded) this.logger.error(error);
      await this.end(planId, 'failed', { failure: wasEnded ? GONE : BROKEN });
    } finally {
      clearInterval(beat);
      this.active--;
      this.waiting.shift()?.();
    }
  }

  private async turn(): Promise<void> {
    if (this.active >= MOST_AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.active++;
  }

  /** Prolongs the lease; false when the plan no longer runs. */
  private async beat(planId: string, progress: PlanProgress | null): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown, number]>(
      `UPDATE plans SET lease_until = now() + interval '${LEASE}', progress = coalesce($2, progress)
       WHERE id = $1 AND status = 'running'`,
      [planId, progress && JSON.stringify(progress)],
    );
    return count > 0;
  }

  /** Writes the end of a plan, unless it has one: cancelled, or given up by a sweep. */
  private end(
    planId: string,
    event: PlanEvent,
    outcome: Partial<Pick<Plan, 'proposal' | 'clash' | 'failure' | 'progress'>>,
  ): Promise<void> {
    return this.transactions.run(async (tx) => {
      const plan = await tx.manager.findOne(Plan, {
        where: { id: planId },
        lock: { mode: 'pessimistic_write' },
      });
      if (plan?.status === 'running') await this.finish(tx, plan, event, outcome);
    });
  }

  /** The end of a locked plan that runs; its events may be planned again. */
  async finish(
    tx: Tx,
    plan: Plan,
    event: PlanEvent,
    outcome: Partial<Pick<Plan, 'proposal' | 'clash' | 'failure' | 'progress'>> = {},
  ): Promise<void> {
    Object.assign(plan, outcome, {
      status: planStatusAfter(plan.status, event),
      finishedAt: tx.now,
      leaseUntil: null,
    });
    await tx.manager.save(plan);
    await tx.manager.delete(PlanRun, { planId: plan.id });
    const { id, status, progress } = plan;
    tx.afterCommit(() => this.signals.tell(PlanSignalled, id, { id, status, progress }));
  }

  private async sweep(): Promise<void> {
    const dead = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM plans WHERE status = 'running' AND lease_until < now()`,
    );
    for (const { id } of dead) await this.giveUp(id);
  }

  private giveUp(id: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const plan = await tx.manager
        .createQueryBuilder(Plan, 'plan')
        .where(`plan.id = :id AND plan.status = 'running' AND plan.leaseUntil < now()`, { id })
        .setLock('pessimistic_write')
        .getOne();
      if (plan) await this.finish(tx, plan, 'failed', { failure: GONE });
    });
  }
}
