import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule } from '#platform';
import { TZDB_VERSION } from '#time';
import { SESSIONS_CONFIG, type SessionsConfig } from './config.js';
import { dataSourceOptions } from './data-source.js';
import { ConflictsController } from './conflicts/conflicts.controller.js';
import { ConflictsService } from './conflicts/conflicts.service.js';
import { BusyController } from './fairness/busy.controller.js';
import { BusyService } from './fairness/busy.service.js';
import { LedgerChecker } from './fairness/ledger-checker.worker.js';
import { LedgerController } from './fairness/ledger.controller.js';
import { LedgerService } from './fairness/ledger.service.js';
import { DayOfController } from './dayof/dayof.controller.js';
import { DayOfService } from './dayof/dayof.service.js';
import { DelaysService } from './dayof/delays.service.js';
import { ImportClient } from './importing/import.client.js';
import { ImportConsumer } from './importing/import.consumer.js';
import { ImportController } from './importing/import.controller.js';
import { ImportService } from './importing/import.service.js';
import { ImportWorker } from './importing/import.worker.js';
import { AnswersService } from './moves/answers.service.js';
import { MovesController } from './moves/moves.controller.js';
import { MovesService } from './moves/moves.service.js';
import { MovesWorker } from './moves/moves.worker.js';
import { PlanRunner } from './planner/plan-runner.worker.js';
import { PlansController } from './planner/plans.controller.js';
import { PlansService } from './planner/plans.service.js';
import { ClockChangesController } from './clock-changes/clock-changes.controller.js';
import { DivergenceService } from './clock-changes/divergence.service.js';
import { DivergenceWorker } from './clock-changes/divergence.worker.js';
import { ZoneUpgradeService } from './clock-changes/zone-upgrade.service.js';
import { ZoneUpgradeWorker } from './clock-changes/zone-upgrade.worker.js';
import { PollCloser } from './polls/poll-closer.worker.js';
import { PollLinks } from './polls/poll-links.js';
import { PollLinksService } from './polls/poll-links.service.js';
import { PollsController } from './polls/polls.controller.js';
import { PollsService } from './polls/polls.service.js';
import { ProgrammeClient } from './programme/programme.client.js';
import { ProgrammeConsumer } from './programme/programme.consumer.js';
import { ProgrammeService } from './programme/programme.service.js';
import { COPIES, OWNS } from './reconciliation.js';
import { ShiftsController } from './relations/shifts.controller.js';
import { ShiftsService } from './relations/shifts.service.js';
import { ReleasesController } from './releases/releases.controller.js';
import { ReleasesService } from './releases/releases.service.js';
import { EventConsumer } from './scheduling/event.consumer.js';
import { FindSessionsService } from './scheduling/find-sessions.service.js';
import { SessionSignals } from './scheduling/session-signals.js';
import { SessionsController } from './scheduling/sessions.controller.js';
import { SessionsService } from './scheduling/sessions.service.js';
import { ChangeSeriesService } from './series/change-series.service.js';
import { SeriesController } from './series/series.controller.js';
import { SeriesService } from './series/series.service.js';

@Module({})
export class SessionsModule {
  static register(config: SessionsConfig): DynamicModule {
    const dataSource = dataSourceOptions(config.DATABASE_URL);
    return {
      module: SessionsModule,
      imports: [
        PlatformModule.forService({
          name: 'sessions',
          config,
          dataSource,
          about: { tzdb: TZDB_VERSION },
          owns: OWNS,
          copies: COPIES,
        }),
      ],
      controllers: [
        ProgrammeConsumer,
        SessionsController,
        EventConsumer,
        SeriesController,
        ClockChangesController,
        ReleasesController,
        PlansController,
        PollsController,
        ConflictsController,
        LedgerController,
        BusyController,
        DayOfController,
        ShiftsController,
        MovesController,
        ImportController,
        ImportConsumer,
      ],
      providers: [
        { provide: SESSIONS_CONFIG, useValue: config },
        ProgrammeClient,
        ProgrammeService,
        SessionsService,
        SessionSignals,
        FindSessionsService,
        SeriesService,
        ChangeSeriesService,
        ZoneUpgradeService,
        ZoneUpgradeWorker,
        DivergenceService,
        DivergenceWorker,
        ReleasesService,
        PlansService,
        PlanRunner,
        { provide: PollLinks, useValue: new PollLinks(config.LINK_SECRET) },
        PollsService,
        PollLinksService,
        PollCloser,
        ConflictsService,
        LedgerService,
        BusyService,
        ShiftsService,
        LedgerChecker,
        DayOfService,
        DelaysService,
        MovesService,
        AnswersService,
        MovesWorker,
        ImportClient,
        ImportService,
        ImportWorker,
      ],
    };
  }
}
