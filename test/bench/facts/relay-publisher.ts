import { Transactions } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { randomUUID } from 'node:crypto';
import { Counted, Stored } from './counting.js';
import { drained, type Publisher } from './publisher.js';

/** Our side: a service of the platform, whose relay is poked after each commit. */
export class RelayPublisher implements Publisher {
  private readonly transactions: Transactions;

  constructor(private readonly service: TestService) {
    this.transactions = service.app.get(Transactions);
  }

  publish(key: string): Promise<number> {
    let committed = 0;
    const work = this.transactions.run(async (tx) => {
      await tx.manager.query('INSERT INTO counts (key) VALUES ($1)', [key]);
      tx.publish(Counted, { key });
      tx.afterCommit(() => {
        committed = performance.now();
      });
    });
    return work.then(() => committed);
  }

  async drain(size: number): Promise<number> {
    await this.transactions.run(async (tx) => {
      for (let i = 0; i < size; i++) tx.publish(Stored, { key: randomUUID() });
    });
    return waitFor(() => drained(this, Stored, size), { timeoutMs: 120_000, what: 'the backlog to drain' });
  }

  sql<T>(query: string, parameters: unknown[] = []): Promise<T[]> {
    return this.service.sql<T>(query, parameters);
  }
}
