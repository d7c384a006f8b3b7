import { Inject, Injectable } from '@nestjs/common';
import { RuleViolation, type FactDataOf, type FactDefinition } from '#contracts';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { Deadline } from '../context/deadline.js';
import { runInContext, type RequestContext } from '../context/request-context.js';
import { isInfrastructure } from '../facts/infrastructure.js';
import { OutboxRelay } from '../facts/outbox-relay.js';
import { outboxRow, saveOutbox, type OutboxRow } from '../facts/outbox.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';
import { BatchKeys, KeyTaken, type Command, type Outcome } from './idempotency-batch.js';
import { inFlight, LOCK_NOT_AVAILABLE, replayOrReserve, saveReply } from './idempotency.js';

/** One transaction of one service: what a command reads, writes and publishes. */
export interface Tx {
  readonly manager: EntityManager;
  /** The service's clock (DESIGN 6.10) when the transaction began. */
  readonly now: Date;
  /** Publishes a fact when, and only when, the transaction commits. */
  publish<D extends FactDefinition>(definition: D, data: FactDataOf<D>): void;
  /** Calls back when, and only when, the transaction has committed: to wake whoever works on what it wrote. */
  afterCommit(wake: () => void): void;
}

/** The first and the last statement of a transaction. */
interface Frame {
  /** @returns the service's clock */
  readonly open: (manager: EntityManager) => Promise<Date>;
  readonly close: (manager: EntityManager, outbox: readonly OutboxRow[]) => Promise<void>;
}

/** Deadlock and serialization failure: the whole transaction may simply be run again (PostgreSQL appendix A, class 40). */
const RETRYABLE = new Set(['40P01', '40001']);
const MAX_TRIES = 3;

/** Runs state and outbox in one transaction at READ COMMITTED, and pokes the relay after commit. */
@Injectable()
export class Transactions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: OutboxRelay,
    @Inject(PLATFORM_OPTIONS) private readonly options: PlatformOptions,
  ) {}

  /** Runs `work` in a transaction; nothing of it may call the network. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.retrying(() => this.once(work));
  }

  private async retrying<T>(once: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once();
      } catch (error) {
        if (attempt >= MAX_TRIES || !isRetryable(error)) throw error;
      }
    }
  }

  /**
   * Runs a command: as `run`, and with an Idempotency-Key at hand its reply is remembered in the same transaction,
   * so that the same key and body get the same reply and nothing happens twice (DESIGN 6.8).
   * @throws RuleViolation `idempotency.reused` for another body, `idempotency.in-flight` when the first try still runs
   *   at the deadline
   */
  command<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.run(async (tx) => {
      const replay = await replayOrReserve<T>(tx.manager);
      if (replay) return replay.reply;
      const reply = await work(tx);
      await saveReply(tx.manager, reply);
      return reply;
    });
  }

  /**
   * Runs many commands in one transaction, each as `command` would: its own actor, Idempotency-Key and answer, which is
   * given after the commit. When the transaction fails by one of them, each is run in a transaction of its own, so that
   * none fails its neighbours. Never throws: what fails is the outcome of those whom it fails.
   *
   * @param work gives an outcome for each of the commands that it is called with, of which none has been answered before.
   *   One that it refuses must have changed nothing, unless it is alone: then its transaction is rolled back
   * @param options.waitMs the longest wait for a lock, among them those of keys that other transactions hold
   */
  async batch<C extends Command, R>(
    commands: readonly C[],
    work: (tx: Tx, commands: readonly C[]) => Promise<ReadonlyMap<C, Outcome<R>>>,
    { waitMs }: { waitMs: number },
  ): Promise<ReadonlyMap<C, Outcome<R>>> {
    try {
      return await runInContext(this.contextOf(commands), () => this.together(commands, work, waitMs));
    } catch (error) {
      // What is away is away for each.
      if (commands.length === 1 || isInfrastructure(error)) return failed(commands, error);
    }
    const outcomes = new Map<C, Outcome<R>>();
    for (const command of commands) {
      const alone = await this.batch([command], work, { waitMs });
      outcomes.set(command, alone.get(command)!);
    }
    return outcomes;
  }

  private together<C extends Command, R>(
    commands: readonly C[],
    work: (tx: Tx, commands: readonly C[]) => Promise<ReadonlyMap<C, Outcome<R>>>,
    waitMs: number,
  ): Promise<ReadonlyMap<C, Outcome<R>>> {
    return this.retrying(() => {
      const keys = new BatchKeys<C, R>(commands);
      return this.once(
        async (tx) => {
          if (keys.fresh.length === 0) return keys.answered;
          const outcomes = await work(tx, keys.fresh);
          const [outcome] = outcomes.values();
          // Rolls back what it may have changed before.
          if (commands.length === 1 && outcome?.kind === 'refused') throw outcome.error;
          keys.answer(outcomes);
          return keys.answered;
        },
        {
          open: (manager) => keys.open(manager, waitMs),
          close: (manager, outbox) => keys.close(manager, outbox),
        },
      );
    });
  }

  /** What a batch does for one is in that one's context; what it does for many is this service's doing. */
  private contextOf(commands: readonly Command[]): RequestContext {
    const [first] = commands;
    if (commands.length === 1) return first!.context;
    const left = commands.map(({ context }) => context.deadline.leftMs);
    return {
      trace: first!.context.trace,
      actor: { kind: 'service', name: this.options.name },
      deadline: Deadline.in(Math.max(...left)),
    };
  }

  private async once<T>(
    work: (tx: Tx) => Promise<T>,
    { open, close }: Frame = { open: readClock, close: saveOutbox },
  ): Promise<T> {
    const outbox: OutboxRow[] = [];
    const wakes: (() => void)[] = [];
    let isCommitting = false;
    const explain = (error: unknown): never => {
      throw isCommitting && isInfrastructure(error) ? committedOrNot() : error;
    };
    const transaction = this.dataSource.transaction(async (manager) => {
      const now = await open(manager);
      const tx: Tx = {
        manager,
        now,
        publish: (definition, data) => outbox.push(outboxRow(definition, data, now)),
        afterCommit: (wake) => wakes.push(wake),
      };
      const result = await work(tx);
      await close(manager, outbox);
      isCommitting = true;
      return result;
    });
    const result = await transaction.catch(explain);
    if (outbox.length > 0) this.relay.poke();
    for (const wake of wakes) wake();
    return result;
  }
}

async function readClock(manager: EntityManager): Promise<Date> {
  const [{ now }] = await manager.query<[{ now: Date }]>('SELECT clock_now() AS now');
  return now;
}

function failed<C extends Command, R>(commands: readonly C[], error: unknown): Map<C, Outcome<R>> {
  const isHeld = error instanceof KeyTaken || sqlState(error) === LOCK_NOT_AVAILABLE;
  return new Map(
    commands.map((command) => {
      const explained = isHeld ? (command.context.idempotencyKey ? inFlight() : lockedTooLong()) : error;
      return [command, { kind: 'refused', error: explained }];
    }),
  );
}

function lockedTooLong(): RuleViolation {
  return new RuleViolation('overloaded', 'Somebody else is at work on the same; try again in a moment.');
}

function isRetryable(error: unknown): boolean {
  return error instanceof KeyTaken || RETRYABLE.has(sqlState(error) ?? '');
}

function sqlState(error: unknown): string | undefined {
  return error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
}

/** The connection broke while COMMIT was on its way: whether it arrived, only the database knows. */
function committedOrNot(): RuleViolation {
  return new RuleViolation(
    'outcome.unknown',
    'The database went away while this was saved. It may have happened: repeat with the same Idempotency-Key.',
  );
}
