import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { RuleViolation, type ErrorCode } from '#contracts';
import { continueTrace, currentContext, runInContext, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { ImportApplyService } from './import-apply.service.js';
import { claimImport, postponeImport, type ClaimedImport } from './wanted-imports.queries.js';

/** Work that a crash has left behind, or that waits for its next try, is found this late at most. */
const SWEEP_MS = 1_000;
const BACKOFF_MS = [250, 500, 1_000, 2_000, 5_000];
const MAX_TRIES = 100;

/** Refusals that pass when the others are back; after anything else, trying again would change nothing. */
const PASSING: readonly ErrorCode[] = ['service.unavailable', 'overloaded', 'outcome.unknown', 'internal'];

/** Applies wanted imports outside of the consumer's transaction, because the owners have to be asked. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ImportWorker.name);
  private readonly loop = new WorkLoop({
    name: ImportWorker.name,
    service: 'participants',
    round: () => this.applyNext(),
    everyMs: SWEEP_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: ImportApplyService,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** An import may be wanted. Cheap, returns at once. */
  poke(): void {
    this.loop.poke();
  }

  private async applyNext(): Promise<boolean> {
    const claimed = await claimImport(this.dataSource);
    if (!claimed) return false;
    const context = { ...currentContext(), trace: continueTrace(claimed.traceparent) };
    await runInContext(context, () => this.apply(claimed));
    return true;
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
