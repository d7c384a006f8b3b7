import { Controller } from '@nestjs/common';
import {
  CheckImportOfParticipants,
  ImportAppliedBySessions,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import {
  Answers,
  Consumes,
  currentContext,
  toTraceparent,
  type Fact,
  type RequestContext,
  type Tx,
} from '#platform';
import { ImportCheckService } from './import-check.service.js';
import { ImportWorker } from './import.worker.js';
import { wantImport } from './wanted-imports.queries.js';

@Controller()
export class ImportingController {
  constructor(
    private readonly checks: ImportCheckService,
    private readonly worker: ImportWorker,
  ) {}

  @Answers(CheckImportOfParticipants)
  check(
    { file }: ParsedInputOf<typeof CheckImportOfParticipants>,
    context: RequestContext,
  ): Promise<OutputOf<typeof CheckImportOfParticipants>> {
    return this.checks.check(file, context);
  }

  /** Sessions are there, so their slots can be made. The worker does it: its owners have to be asked for the file. */
  @Consumes(ImportAppliedBySessions)
  async onAppliedBySessions({ data }: Fact<typeof ImportAppliedBySessions>, tx: Tx): Promise<void> {
    if (data.error !== null) return;
    await wantImport(tx.manager, data.importId, toTraceparent(currentContext().trace));
    tx.afterCommit(() => this.worker.poke());
  }
}
