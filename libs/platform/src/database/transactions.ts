import { Injectable } from '@nestjs/common';
import { RuleViolation, type FactDataOf, type FactDefinition } from '#contracts';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { isInfrastructure } from '../facts/infrastructure.js';
import { OutboxRelay } from '../facts/outbox-relay.js';
import { outboxRow, saveOutbox, type OutboxRow } from '../facts/outbox.js';
import { replayOrReserve, saveReply } from './idempotency.js';

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

/** Deadlock and serialization failure: the whole transaction may simply be run again (PostgreSQL appendix A, class 40). */
const RETRYABLE = new Set(['40P01', '40001']);
const MAX_TRIES = 3;

/** Runs state and outbox in one transaction at READ COMMITTED, and pokes the relay after commit. */
@Injectable()
export class Transactions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: OutboxRelay,
  ) {}

  /** Runs `work` in a transaction; nothing of it may call the network. */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
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

  private async once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const outbox: OutboxRow[] = [];
    const wakes: (() => void)[] = [];
    let isCommitting = false;
    const explain = (error: unknown): never => {
      throw isCommitting && isInfrastructure(error) ? committedOrNot() : error;
    };
    const transaction = this.dataSource.transaction('READ COMMITTED', async (manager) => {
      const [{ now }] = await manager.query<[{ now: Date }]>('SELECT clock_now() AS now');
      const tx: Tx = {
        manager,
        now,
        publish: (definition, data) => outbox.push(outboxRow(definition, data, now)),
        afterCommit: (wake) => wakes.push(wake),
      };
      const result = await work(tx);
      await saveOutbox(manager, outbox);
      isCommitting = true;
      return result;
    });
    const result = await transaction.catch(explain);
    if (outbox.length > 0) this.relay.poke();
    for (const wake of wakes) wake();
    return result;
  }
}

function isRetryable(error: unknown): boolean {
  return (
    error instanceof QueryFailedError && RETRYABLE.has((error.driverError as { code?: string }).code ?? '')
  );
}

/** The connection broke while COMMIT was on its way: whether it arrived, only the database knows. */
function committedOrNot(): RuleViolation {
  return new RuleViolation(
    'outcome.unknown',
    'The database went away while this was saved. It may have happened: repeat with the same Idempotency-Key.',
  );
}
