import { Inject, Injectable } from '@nestjs/common';
import { RuleViolation, type FactDataOf, type FactDefinition } from '#contracts';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { Deadline } from '../context/deadline.js';
import { runInContext, type RequestContext } from '../context/request-context.js';
import { isInfrastructure } from '../facts/infrastructure.js';
import { OutboxRelay } from '../facts/outbox-relay.js';
import { outboxRow, saveOutbox, type OutboxRow } from '../facts/outbox.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';
import { Connection } from './connection.js';
import { BatchKeys, isKeyTaken, type Command, type Outcome } from './idempotency-batch.js';
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
  /**
   * Runs a statement whose text is always the same, prepared once. Those that are run without an `await` in between go to
   * the database together (connection.ts).
   */
  run<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
  /** Runs a statement without waiting for it; when it fails, the transaction does. */
  write(text: string, values?: readonly unknown[]): void;
}

/** The first statements of a transaction, with those that have to come last. */
interface Frame {
  /** @returns the service's clock */
  readonly open: (connection: Connection) => Promise<Date>;
  readonly close?: (connection: Connection) => void;
}

/**
 * What is done for the commands of a batch in one transaction.
 * @param commands all of them
 * @param fresh of these, those to be worked on
 */
type BatchWork<C, R> = (
  tx: Tx,
  commands: readonly C[],
  fresh: Promise<readonly C[]>,
) => Promise<ReadonlyMap<C, Outcome<R>>>;

/** @param opened the end of what opens the transaction, before which `tx.now` is not known */
type FramedWork<T> = (tx: Tx, opened: Promise<unknown>) => Promise<T>;

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
    return this.retrying(() =>
      this.once(
        async (tx, opened) => {
          await opened;
          return work(tx);
        },
        { open: readClock },
      ),
    );
  }

  /**
   * As `run`, for work that begins by asking something: it goes to the database together with BEGIN.
   * @param ask sends its statements at once; `now` is not known yet
   */
  runAsking<A, T>(
    ask: (tx: Pick<Tx, 'run'>) => Promise<A>,
    work: (tx: Tx, answer: A) => Promise<T>,
  ): Promise<T> {
    return this.retrying(() =>
      this.once(
        async (tx, opened) => {
          const [answer] = await Promise.all([ask(tx), opened]);
          return work(tx, answer);
        },
        { open: readClock },
      ),
    );
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
    return this.retrying(() => {
      let replay: { reply: T } | undefined;
      let reply: T;
      return this.once(
        async (tx, opened) => {
          await opened;
          return replay ? replay.reply : (reply = await work(tx));
        },
        {
          open: async (connection) => {
            const [now, found] = await Promise.all([readClock(connection), replayOrReserve<T>(connection)]);
            replay = found;
            return now;
          },
          close: (connection) => {
            if (!replay) saveReply(connection, reply);
          },
        },
      );
    });
  }

  /**
   * Runs many commands in one transaction, each as `command` would: its own actor, Idempotency-Key and answer, which is
   * given after the commit. When the transaction fails by one of them, each is run in a transaction of its own, so that
   * none fails its neighbours. Never throws: what fails is the outcome of those whom it fails.
   *
   * @param work gives an outcome for each of the fresh commands, those that have not been answered before. What it reads
   *   before it waits for them, for all, goes to the database together with that question; `now` comes with its answer.
   *   One that it refuses must have changed nothing, unless it is alone: then its transaction is rolled back
   * @param options.waitMs the longest wait for a lock, among them those of keys that other transactions hold
   */
  async batch<C extends Command, R>(
    commands: readonly C[],
    work: BatchWork<C, R>,
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

  /**
   * Runs one statement as a transaction of its own. It does all that a command does: what it changes, its reply under the
   * key, its facts.
   * @throws RuleViolation `outcome.unknown` when the connection broke on the way; QueryFailedError when nothing was done
   */
  async alone<T>(text: string, values: readonly unknown[]): Promise<T[]> {
    const connection = await Connection.open(this.dataSource);
    try {
      const rows = await connection.run<T>(text, values);
      this.relay.poke();
      return rows;
    } catch (error) {
      throw isInfrastructure(error) ? committedOrNot() : error;
    } finally {
      await connection.release({ isInTransaction: false });
    }
  }

  private together<C extends Command, R>(
    commands: readonly C[],
    work: BatchWork<C, R>,
    waitMs: number,
  ): Promise<ReadonlyMap<C, Outcome<R>>> {
    return this.retrying(() => {
      const keys = new BatchKeys<C, R>(commands);
      return this.once(
        async (tx, opened) => {
          const fresh = opened.then(() => keys.fresh);
          fresh.catch(() => undefined);
          const outcomes = await work(tx, commands, fresh);
          const [outcome] = outcomes.values();
          // Rolls back what it may have changed before.
          if (commands.length === 1 && outcome?.kind === 'refused') throw outcome.error;
          keys.answer(outcomes);
          return keys.answered;
        },
        {
          open: (connection) => keys.open(connection, waitMs),
          close: (connection) => keys.close(connection),
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

  private async once<T>(work: FramedWork<T>, frame: Frame): Promise<T> {
    const outbox: OutboxRow[] = [];
    const wakes: (() => void)[] = [];
    const connection = await Connection.begin(this.dataSource);
    const result = await this.within(connection, { outbox, wakes }, work, frame);
    if (outbox.length > 0) this.relay.poke();
    for (const wake of wakes) wake();
    return result;
  }

  private async within<T>(
    connection: Connection,
    { outbox, wakes }: { outbox: OutboxRow[]; wakes: (() => void)[] },
    work: FramedWork<T>,
    { open, close }: Frame,
  ): Promise<T> {
    let isCommitting = false;
    let isCommitted = false;
    try {
      let now: Date | undefined;
      const opened = open(connection).then((read) => (now = read));
      // Whoever needs it waits for it; when it fails, so does all that follows.
      opened.catch(() => undefined);
      const tx: Tx = {
        manager: connection.manager,
        get now() {
          return now!;
        },
        publish: (definition, data) => outbox.push(outboxRow(definition, data, tx.now)),
        afterCommit: (wake) => wakes.push(wake),
        run: (text, values) => connection.run(text, values),
        write: (text, values) => connection.write(text, values),
      };
      const result = await work(tx, opened);
      saveOutbox(connection, outbox);
      close?.(connection);
      isCommitting = true;
      await connection.commit();
      isCommitted = true;
      return result;
    } catch (error) {
      throw isCommitting && isInfrastructure(error) ? committedOrNot() : connection.causeOf(error);
    } finally {
      await connection.release({ isInTransaction: !isCommitted });
    }
  }
}

async function readClock(connection: Connection): Promise<Date> {
  const [row] = await connection.run<{ now: Date }>('SELECT clock_now() AS now');
  return row!.now;
}

function failed<C extends Command, R>(commands: readonly C[], error: unknown): Map<C, Outcome<R>> {
  const isHeld = isKeyTaken(error) || sqlState(error) === LOCK_NOT_AVAILABLE;
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
  return isKeyTaken(error) || RETRYABLE.has(sqlState(error) ?? '');
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
