import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventsClient } from './events.client.js';
import { ProgrammeCopy } from './programme-copy.entity.js';
import { keepProgramme } from './programmes.queries.js';

/** The copy of programmes. */
@Injectable()
export class ProgrammesService {
  private readonly logger = new Logger(ProgrammesService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventsClient,
  ) {}

  /** Asks the owner for a programme whose fact has not come yet, so that its seats are given on as it says. */
  async ensure(id: string): Promise<void> {
    if (await this.dataSource.manager.existsBy(ProgrammeCopy, { id })) return;
    try {
      const programme = await this.events.findProgramme(id);
      if (programme) await keepProgramme(this.dataSource.manager, programme);
    } catch (error) {
      // Its fact is on its way in any case.
      this.logger.warn(`events could not be asked: ${String(error)}`);
    }
  }
}
