import type { PoolClient } from 'pg';
import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
  type DataSource,
  type EntityManager,
  type QueryRunner,
} from 'typeorm';
import { arrayLiteral } from './array-literal.js';

/** PostgreSQL appendix A: what comes after a failed statement of the same transaction. */
const IN_FAILED_TRANSACTION = '25P02';

/** Statement → the name under which each connection prepares it. Texts are constants of the code: there are few. */
const names = new Map<string, string>();

/**
 * A connection in a transaction. Statements go out as soon as they are given, without waiting for the answers of those
 * before: what is given without an `await` in between needs one round trip together, the first ones with BEGIN, the last
 * ones with COMMIT. They run in their order, also among those of `manager`, each with a snapshot of its own.
 */
export class Connection {
  readonly manager: EntityManager;
  private failure: unknown;
  private isHeldBack = false;

  private constructor(
    private readonly runner: QueryRunner,
    private readonly client: PoolClient,
  ) {
    this.manager = runner.manager;
    client.on('error', this.onLost);
  }

  /** A connection on which each statement is a transaction of its own, until it is released. */
  static async open(dataSource: DataSource): Promise<Connection> {
    const runner = dataSource.createQueryRunner();
    return new Connection(runner, (await runner.connect()) as PoolClient);
  }

  /** Begins a transaction on a connection of its own, which is to be released. */
  static async begin(dataSource: DataSource): Promise<Connection> {
    const connection = await Connection.open(dataSource);
    connection.send('BEGIN', []).catch(() => undefined);
    // As TypeORM's own begin, which would wait for its answer.
    Object.assign(connection.runner, { isTransactionActive: true, transactionDepth: 1 });
    return connection;
  }

  /**
   * Runs a statement, which each connection prepares once: its text is always the same.
   * @throws QueryFailedError, as `manager.query` does
   */
  async run<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.send(text, values)).rows as T[];
  }

  /** Runs a statement whose answer is of no interest; if it fails, so does the transaction, at its commit at the latest. */
  write(text: string, values: readonly unknown[] = []): void {
    // Kept as the failure.
    this.send(text, values).catch(() => undefined);
    // Writes are large: the server works on this one while the next is made.
    this.sendOff();
  }

  /** @throws what the first statement that failed has failed by; then nothing is committed */
  async commit(): Promise<void> {
    const { command } = await this.send('COMMIT', []);
    if (command === 'ROLLBACK') throw this.failure;
  }

  /** @param options.isInTransaction rolls it back first */
  async release({ isInTransaction }: { isInTransaction: boolean }): Promise<void> {
    // The pool gives up a connection that is broken.
    if (isInTransaction) await this.client.query('ROLLBACK').catch(() => undefined);
    this.client.off('error', this.onLost);
    await this.runner.release();
  }

  /** What has made a transaction fail: not that it had failed before, or its connection was gone by then. */
  causeOf(error: unknown): unknown {
    const isLater =
      error instanceof QueryRunnerAlreadyReleasedError ||
      error instanceof QueryRunnerProviderAlreadyReleasedError ||
      (error instanceof QueryFailedError && codeOf(error.driverError) === IN_FAILED_TRANSACTION);
    return isLater ? (this.failure ?? error) : error;
  }

  /** TypeORM gives up a connection that breaks between two statements, and says of the next only that it is too late. */
  private readonly onLost = (error: Error): void => {
    this.failure ??= error;
  };

  private async send(text: string, values: readonly unknown[]) {
    this.holdBack();
    try {
      return await this.client.query({ name: nameOf(text), text, values: values.map(parameterOf) });
    } catch (error) {
      const failed = new QueryFailedError(text, [...values], error as Error);
      this.failure ??= failed;
      throw failed;
    }
  }

  /** What is given in this turn goes out in one packet. */
  private holdBack(): void {
    if (this.isHeldBack) return;
    this.isHeldBack = true;
    this.stream.cork();
    process.nextTick(() => this.sendOff());
  }

  private sendOff(): void {
    if (!this.isHeldBack) return;
    this.isHeldBack = false;
    this.stream.uncork();
  }

  /** Of pg's connection, which its types don't show. */
  private get stream(): Corkable {
    return (this.client as unknown as { connection: { stream: Corkable } }).connection.stream;
  }
}

interface Corkable {
  cork(): void;
  uncork(): void;
}

const parameterOf = (value: unknown): unknown => (Array.isArray(value) ? arrayLiteral(value) : value);

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = `statement ${names.size + 1}`));
  return name;
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}
