import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Transactions, WorkLoop } from '#platform';
import { TZDB_VERSION } from '#time';
import { DataSource } from 'typeorm';
import { EventCopy } from '../programme/event.entity.js';
import { Schedule } from '../scheduling/schedule.js';

/** A check that failed is tried again after this. */
const RETRY_MS = 60_000;

/**
 * Checks the ledger against all sessions once per tzdb: a newer one weighs the same instants otherwise where a city's
 * clocks have changed, and the sessions of before there was a ledger have no lines yet.
 */
@Injectable()
export class LedgerChecker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(LedgerChecker.name);
  private isDone = false;
  private readonly loop = new WorkLoop({
    name: LedgerChecker.name,
    service: 'sessions',
    round: () => this.checkOnce(),
    everyMs: RETRY_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  private async checkOnce(): Promise<void> {
    if (this.isDone) return;
    const { manager } = this.dataSource;
    const [known] = await manager.query<unknown[]>('SELECT 1 FROM ledger_checks WHERE tzdb = $1', [
      TZDB_VERSION,
    ]);
    if (!known) await this.checkAll();
    this.isDone = true;
  }

  /** Event by event, so that nobody waits long; a second instance at the same time finds nothing left to do. */
  async checkAll(): Promise<number> {
    const events = await this.dataSource.manager.find(EventCopy, {
      select: { id: true },
      order: { id: 'ASC' },
    });
    let missing = 0;
    for (const { id } of events) {
      missing += await this.transactions.run(async (tx) => (await Schedule.open(tx, id)).checkLedger());
    }
    await this.dataSource.manager.query(
      'INSERT INTO ledger_checks (tzdb, checked_at) VALUES ($1, clock_now()) ON CONFLICT DO NOTHING',
      [TZDB_VERSION],
    );
    if (missing > 0) this.logger.log(`The ledger was brought up to date by ${missing} entries.`);
    return missing;
  }
}
