import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RuleViolation, type ErrorCode } from '#contracts';
import { continueTrace, currentContext, Deadline, runInContext } from '#platform';
import { DataSource } from 'typeorm';
import { Sweep } from '../sweep.js';
import { ImportApplyService } from './import-apply.service.js';
import { claimImport, postponeImport, type ClaimedImport } from './wanted-imports.queries.js';

/** How late a wanted import is found at most; the consumer's transaction gives no sign when it has committed. */
const SWEEP_MS = 500;
const DEADLINE_MS = 30_000;
const BACKOFF_MS = [250, 500, 1_000, 2_000, 5_000];
const MAX_TRIES = 100;

/** Refusals that pass when the others are back; after anything else, trying again would change nothing. */
const PASSING: readonly ErrorCode[] = ['service.unavailable', 'outcome.unknown', 'internal'];

/** Applies wanted imports outside of the consumer's transaction, because the owners have to be asked. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportWorker.name);
  private readonly sweep = new Sweep(ImportWorker.name, SWEEP_MS, () => this.applyAll());

  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportApplyService,
  ) {}

  onApplicationBootstrap(): void {
    this.sweep.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.sweep.stop();
  }

  private async applyAll(): Promise<void> {
    for (;;) {
      const claimed = await claimImport(this.dataSource);
      if (!claimed) return;
      const trace = continueTrace(claimed.traceparent);
      const context = { ...currentContext(), trace, deadline: Deadline.in(DEADLINE_MS) };
      await runInContext(context, () => this.apply(claimed));
    }
  }

  private async apply({ id, tries }: ClaimedImport): Promise<void> {
    try {
      await this.imports.apply(id);
    } catch (error) {
      const isPassing = !(error instanceof RuleViolation) || PASSING.includes(error.code);
      if (isPassing && tries < MAX_TRIES) {
        this.logger.warn(`import ${id}: try ${tries} failed: ${String(error)}`);
        await postponeImport(this.dataSource, id, BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1]!);
      } else {
        await this.imports.fail(id, error instanceof RuleViolation ? error.detail : 'It failed on our side.');
      }
    }
  }
}
