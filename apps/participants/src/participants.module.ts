import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule } from '#platform';
import { TZDB_VERSION } from '#time';
import { AccessController } from './access/access.controller.js';
import { AuthenticationService } from './access/authentication.service.js';
import { GrantsService } from './access/grants.service.js';
import { SignInsService } from './access/sign-ins.service.js';
import { Tokens } from './access/tokens.js';
import { BlocksController } from './blocks/blocks.controller.js';
import { BlocksService } from './blocks/blocks.service.js';
import type { ParticipantsConfig } from './config.js';
import { dataSourceOptions } from './data-source.js';
import { HistoryController } from './history/history.controller.js';
import { HistoryService } from './history/history.service.js';
import { HoldingController } from './holding/holding.controller.js';
import { HoldingService } from './holding/holding.service.js';
import { ImportApplyService } from './importing/import-apply.service.js';
import { ImportCheckService } from './importing/import-check.service.js';
import { ImportingController } from './importing/importing.controller.js';
import { ImportWorker } from './importing/import.worker.js';
import { JoinLinks } from './joining/join-links.js';
import { JoiningController } from './joining/joining.controller.js';
import { JoiningService } from './joining/joining.service.js';
import { PeopleController } from './people/people.controller.js';
import { MeService } from './people/me.service.js';
import { PeopleService } from './people/people.service.js';
import { CitiesService } from './programme/cities.service.js';
import { EventsClient } from './programme/events.client.js';
import { ProgrammeConsumer } from './programme/programme.consumer.js';
import { ProgrammesService } from './programme/programmes.service.js';
import { SessionsClient } from './programme/sessions.client.js';
import { SessionsService } from './programme/sessions.service.js';
import { RecipientsController } from './recipients/recipients.controller.js';
import { CodesService } from './registration/codes.service.js';
import { RegistrationController } from './registration/registration.controller.js';
import { RegistrationService } from './registration/registration.service.js';
import { SwapService } from './registration/swap.service.js';
import { WindowRezoningService } from './registration/window-rezoning.service.js';
import { WindowRezoningWorker } from './registration/window-rezoning.worker.js';
import { COPIES, OWNS } from './reconciliation.js';
import { RolesController } from './roles/roles.controller.js';
import { SpeakersService } from './roles/speakers.service.js';
import { DueSlotsWorker } from './seats/due-slots.worker.js';
import { SeatTurns } from './seats/seat-turns.js';
import { SeatsController } from './seats/seats.controller.js';
import { SeatsService } from './seats/seats.service.js';
import { SlotSignals } from './slots/slot-signals.js';
import { LoneTake } from './seats/taking/lone-take.js';
import { TakingQueue } from './seats/taking/taking-queue.js';
import { SlotsController } from './slots/slots.controller.js';
import { SlotsService } from './slots/slots.service.js';
import { OffersService } from './waitlist/offers.service.js';
import { WaitlistController } from './waitlist/waitlist.controller.js';

@Module({})
export class ParticipantsModule {
  static register(config: ParticipantsConfig): DynamicModule {
    return {
      module: ParticipantsModule,
      imports: [
        PlatformModule.forService({
          name: 'participants',
          config,
          dataSource: dataSourceOptions(config.DATABASE_URL),
          about: { tzdb: TZDB_VERSION },
          owns: OWNS,
          copies: COPIES,
        }),
      ],
      controllers: [
        PeopleController,
        AccessController,
        ProgrammeConsumer,
        SlotsController,
        SeatsController,
        WaitlistController,
        RegistrationController,
        HoldingController,
        BlocksController,
        HistoryController,
        RecipientsController,
        RolesController,
        JoiningController,
        ImportingController,
      ],
      providers: [
        { provide: Tokens, useValue: new Tokens(config.TOKEN_SECRET) },
        {
          provide: JoinLinks,
          useValue: new JoinLinks([config.TOKEN_SECRET, ...config.TOKEN_SECRETS_BEFORE]),
        },
        PeopleService,
        MeService,
        AuthenticationService,
        SignInsService,
        GrantsService,
        EventsClient,
        SessionsClient,
        CitiesService,
        SessionsService,
        ProgrammesService,
        SlotsService,
        SeatsService,
        OffersService,
        CodesService,
        RegistrationService,
        SwapService,
        WindowRezoningService,
        WindowRezoningWorker,
        HoldingService,
        BlocksService,
        SpeakersService,
        HistoryService,
        TakingQueue,
        LoneTake,
        SeatTurns,
        JoiningService,
        SlotSignals,
        DueSlotsWorker,
        ImportCheckService,
        ImportApplyService,
        ImportWorker,
      ],
    };
  }
}
