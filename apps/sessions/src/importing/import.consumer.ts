import { Controller } from '@nestjs/common';
import { ImportStarted } from '#contracts';
import { Consumes, currentContext, toTraceparent, type Fact, type Tx } from '#platform';
import { ImportWork } from './import-work.entity.js';
import { ImportWorker } from './import.worker.js';

@Controller()
export class ImportConsumer {
  constructor(private readonly worker: ImportWorker) {}

  /** Only notes the work: the file must be fetched, and no transaction may wait for the network (DESIGN 6.1). */
  @Consumes(ImportStarted)
  async onStarted({ data }: Fact<typeof ImportStarted>, tx: Tx): Promise<void> {
    const traceparent = toTraceparent(currentContext().trace);
    await tx.manager.upsert(ImportWork, { importId: data.importId, traceparent, dueAt: tx.now }, [
      'importId',
    ]);
    tx.afterCommit(() => this.worker.poke());
  }
}
