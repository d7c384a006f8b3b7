import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule } from '#platform';
import { TZDB_VERSION } from '#time';
import { CitiesController } from './cities/cities.controller.js';
import { CitiesService } from './cities/cities.service.js';
import type { EventsConfig } from './config.js';
import { dataSourceOptions } from './data-source.js';
import { EventsController } from './events/events.controller.js';
import { EventsService } from './events/events.service.js';
import { ImportingController } from './importing/importing.controller.js';
import { ImportingService } from './importing/importing.service.js';
import { PartnersController } from './partners/partners.controller.js';
import { PartnersService } from './partners/partners.service.js';
import { ProgrammesController } from './programmes/programmes.controller.js';
import { ProgrammesService } from './programmes/programmes.service.js';
import { OWNS } from './reconciliation.js';

/** Cities, programmes, events with their partner cities, and the import of programme files. */
@Module({})
export class EventsModule {
  static register(config: EventsConfig): DynamicModule {
    return {
      module: EventsModule,
      imports: [
        PlatformModule.forService({
          name: 'events',
          config,
          dataSource: dataSourceOptions(config.DATABASE_URL),
          about: { tzdb: TZDB_VERSION },
          owns: OWNS,
        }),
      ],
      controllers: [
        CitiesController,
        ProgrammesController,
        EventsController,
        PartnersController,
        ImportingController,
      ],
      providers: [CitiesService, ProgrammesService, EventsService, PartnersService, ImportingService],
    };
  }
}
