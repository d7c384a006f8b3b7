import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ImportAppliedBySessions, RuleViolation, type FetchImportFile, type OutputOf } from '#contracts';
import { continueTrace, currentContext, runInContext, Transactions, WorkLoop, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { ProgrammeService } from '../programme/programme.service.js';
import { ImportWork } from './import-work.entity.js';
import { ImportClient } from './import.client.js';
import { ImportService } from './import.service.js';

/** Work that a crash has left behind, or that waits for its next try, is found this late at most. */
const SWEEP_MS = 1_000;
const BACKOFF_SECONDS = [1, 2, 5, 15, 30];
const MAX_TRIES = 10;

/** Applies the imports that have started, one at a time: fetches the file, then does all of it in one transaction. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportWorker.name);
  private readonly loop = new WorkLoop({
    name: ImportWorker.name,
    service: 'sessions',
    round: () => this.workOffDue(),
    everyMs: SWEEP_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly client: ImportClient,
    private readonly programme: ProgrammeService,
    private readonly imports: ImportService,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** There may be work. Cheap, returns at once. */
  poke(): void {
    this.loop.poke();
  }

  private async workOffDue(): Promise<void> {
    for (const work of await this.findDue()) {
      const context = { ...currentContext(), trace: continueTrace(work.traceparent) };
      await runInContext(context, () => this.work(work));
    }
  }

  private findDue(): Promise<ImportWork[]> {
    return this.dataSource
      .createQueryBuilder(ImportWork, 'work')
      .where('work.dueAt <= clock_now()')
      .orderBy('work.dueAt')
      .getMany();
  }

  private async work({ importId }: ImportWork): Promise<void> {
    try {
      const file = await this.client.fetchFile(importId);
      await this.programme.refresh(file.programmeId);
      await this.claim(importId, (tx, work) => this.apply(tx, work, file));
    } catch (error) {
      this.logger.warn(`import ${importId}: ${String(error)}`);
      await this.claim(importId, (tx, work) => this.retryOrGiveUp(tx, work, error));
    }
  }

  /** Gives the work to `effect`, locked, unless another instance has it or has done it. */
  private claim(importId: string, effect: (tx: Tx, work: ImportWork) => Promise<void>): Promise<void> {
    return this.transactions.run(async (tx) => {
      const work = await tx.manager.findOne(ImportWork, {
        where: { importId },
        lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
      });
      if (work) await effect(tx, work);
    });
  }

  private async apply(tx: Tx, work: ImportWork, file: OutputOf<typeof FetchImportFile>): Promise<void> {
    await this.imports.apply(tx, work.importId, file);
    await tx.manager.delete(ImportWork, { importId: work.importId });
  }

  /** What a rule refuses stays refused; anything else may pass (a service away), so it is tried again, ten times. */
  private async retryOrGiveUp(tx: Tx, work: ImportWork, error: unknown): Promise<void> {
    const { importId, tries } = work;
    if (isFinal(error) || tries + 1 >= MAX_TRIES) {
      tx.publish(ImportAppliedBySessions, { importId, counts: {}, error: explain(error) });
      await tx.manager.delete(ImportWork, { importId });
      return;
    }
    const seconds = BACKOFF_SECONDS[Math.min(tries, BACKOFF_SECONDS.length - 1)]!;
    const dueAt = new Date(tx.now.getTime() + seconds * 1_000);
    await tx.manager.update(ImportWork, { importId }, { tries: tries + 1, dueAt, lastError: String(error) });
  }
}

function isFinal(error: unknown): boolean {
  const passing = ['service.unavailable', 'overloaded', 'outcome.unknown', 'internal'];
  return error instanceof RuleViolation && !passing.includes(error.code);
}

/** Unknown errors are logged and never shown (DESIGN section 14). */
function explain(error: unknown): string {
  return error instanceof RuleViolation ? error.detail : 'Something went wrong on our side.';
}
