import { Injectable } from '@nestjs/common';
import { FactEnvelope, notFound, RuleViolation, type ParkedFact } from '#contracts';
import { DataSource } from 'typeorm';
import { readCursor, toPage } from '../database/paging.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { describe } from './durable-consumer.js';
import { FactServer } from './fact-server.js';
import { isInfrastructure } from './infrastructure.js';

interface Row {
  consumer: string;
  fact_id: string;
  subject: string;
  error: string;
  parked_at: Date;
  /** To the microsecond, which a Date cuts off. */
  at: string;
  envelope: unknown;
}

interface Key {
  readonly consumer: string;
  readonly factId: string;
}

/** Facts that were put aside: to be looked at, applied once their handler is mended, or given up. */
@Injectable()
export class ParkedFacts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly server: FactServer,
  ) {}

  /** Oldest first. */
  async list(
    cursor: string | undefined,
    limit: number,
  ): Promise<{ items: ParkedFact[]; next: string | null }> {
    const after = readCursor(cursor, 3) ?? [null, null, null];
    const rows = await this.dataSource.query<Row[]>(
      `SELECT *, parked_at::text AS at FROM parked_facts
       WHERE $1::text IS NULL OR (parked_at, consumer, fact_id) > ($1::timestamptz, $2, $3)
       ORDER BY parked_at, consumer, fact_id LIMIT $4`,
      [...after, limit + 1],
    );
    const { items, next } = toPage(rows, limit, (row) => [row.at, row.consumer, row.fact_id]);
    return { items: items.map(toReply), next };
  }

  /**
   * Gives the fact to its handler; its row goes when, and only when, the effect commits.
   * @returns why the handler has failed again; null when it has not
   * @throws RuleViolation `not-found`; `service.unavailable` when it is nobody's fault
   */
  async replay(key: Key): Promise<string | null> {
    const consumer = this.server.consumers.get(key.consumer);
    if (!consumer) throw notFound('consumer', key.consumer);
    try {
      return await this.transactions.command(async (tx) => {
        const { envelope } = await take(tx, key);
        await consumer.settings.effect(FactEnvelope.parse(envelope), tx);
        return null;
      });
    } catch (error) {
      if (error instanceof NotParked) throw notFound('parked fact', key.factId);
      if (!isInfrastructure(error)) return describe(error);
      throw new RuleViolation('service.unavailable', 'What the handler needs is away now; try again later.');
    }
  }

  /** @throws RuleViolation `not-found` */
  async drop(key: Key): Promise<void> {
    try {
      await this.transactions.command((tx) => take(tx, key));
    } catch (error) {
      throw error instanceof NotParked ? notFound('parked fact', key.factId) : error;
    }
  }
}

/** Told apart from a handler's own not-found, which is a failure like any other. */
class NotParked extends Error {}

async function take({ manager }: Tx, { consumer, factId }: Key): Promise<{ envelope: unknown }> {
  const [rows] = await manager.query<[{ envelope: unknown }[], number]>(
    'DELETE FROM parked_facts WHERE consumer = $1 AND fact_id = $2 RETURNING envelope',
    [consumer, factId],
  );
  if (!rows[0]) throw new NotParked();
  return rows[0];
}

function toReply(row: Row): ParkedFact {
  return {
    consumer: row.consumer,
    factId: row.fact_id,
    subject: row.subject,
    error: row.error,
    parkedAt: row.parked_at.toISOString(),
    envelope: row.envelope,
  };
}
