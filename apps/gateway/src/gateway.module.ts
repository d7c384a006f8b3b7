import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { PlatformModule } from '#platform';
import { TZDB_VERSION } from '#time';
import { AccessController } from './access/access.controller.js';
import { AccessGuard } from './access/access.guard.js';
import { Authentication } from './access/authentication.js';
import { OrganizerGrants } from './access/organizer-grants.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { FeedsService } from './calendars/feeds.service.js';
import { CitiesController } from './cities/cities.controller.js';
import { AddressLimits } from './http/address-limits.js';
import { GATEWAY_CONFIG, type GatewayConfig } from './config.js';
import { DayOfController } from './dayof/dayof.controller.js';
import { ConflictsController } from './conflicts/conflicts.controller.js';
import { ConflictsService } from './conflicts/conflicts.service.js';
import { ClockController } from './demo/clock.controller.js';
import { EventsController } from './events/events.controller.js';
import { FactsController } from './facts/facts.controller.js';
import { FairTimesController } from './fairness/fair-times.controller.js';
import { FairTimesService } from './fairness/fair-times.service.js';
import { LedgerController } from './fairness/ledger.controller.js';
import { PublicHolidays } from './fairness/public-holidays.js';
import { HealthController } from './health/health.controller.js';
import { HttpMetrics } from './http/http-metrics.js';
import { UndeclaredInterceptor } from './http/undeclared.interceptor.js';
import { validationPipe } from './http/validation.js';
import { ImportsController } from './imports/imports.controller.js';
import { ImportsService } from './imports/imports.service.js';
import { AttendanceController } from './joining/attendance.controller.js';
import { JoinController } from './joining/join.controller.js';
import { JoinService } from './joining/join.service.js';
import { LiveProgrammes } from './live/live-programmes.js';
import { LiveController } from './live/live.controller.js';
import { LiveService } from './live/live.service.js';
import { MetricsServer } from './metrics/metrics-server.js';
import { MoveEffectsService } from './moves/move-effects.service.js';
import { MovesController } from './moves/moves.controller.js';
import { AssetsController } from './pages/assets.controller.js';
import { ScheduleController } from './pages/schedule.controller.js';
import { ScheduleService } from './pages/schedule.service.js';
import { SignInController } from './pages/sign-in.controller.js';
import { MeController } from './participants/me.controller.js';
import { ParticipantsController } from './participants/participants.controller.js';
import { SpeakersController } from './participants/speakers.controller.js';
import { PartnersController } from './partners/partners.controller.js';
import { PlanProgress } from './planner/plan-progress.js';
import { PlanStart } from './planner/plan-start.js';
import { PlansController } from './planner/plans.controller.js';
import { PollLinkController } from './polls/poll-link.controller.js';
import { PollsController } from './polls/polls.controller.js';
import { ProgrammesController } from './programmes/programmes.controller.js';
import { ApiReference } from './reference/api-reference.js';
import { ReferenceController } from './reference/reference.controller.js';
import { ReleasesController } from './releases/releases.controller.js';
import { BlocksController } from './registration/blocks.controller.js';
import { RegistrationController } from './registration/registration.controller.js';
import { SeatsController } from './seats/seats.controller.js';
import { ClockChangesController } from './series/clock-changes.controller.js';
import { SeriesController } from './series/series.controller.js';
import { ScheduleCache } from './sessions/schedule-cache.js';
import { DeliveriesController } from './reminders/deliveries.controller.js';
import { MailAdminController } from './reminders/mail-admin.controller.js';
import { MailsController } from './reminders/mails.controller.js';
import { PreferencesController } from './reminders/preferences.controller.js';
import { ReminderRulesController } from './reminders/reminder-rules.controller.js';
import { RemindersController } from './reminders/reminders.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SlotsController } from './slots/slots.controller.js';
import { TimeController } from './time/time.controller.js';

@Module({})
export class GatewayModule {
  static register(config: GatewayConfig): DynamicModule {
    return {
      module: GatewayModule,
      imports: [PlatformModule.forGateway({ name: 'gateway', config, about: { tzdb: TZDB_VERSION } })],
      controllers: [
        CitiesController,
        ProgrammesController,
        ImportsController,
        EventsController,
        PartnersController,
        SessionsController,
        SeriesController,
        ClockChangesController,
        RemindersController,
        DeliveriesController,
        MailAdminController,
        ReminderRulesController,
        PreferencesController,
        MailsController,
        DayOfController,
        MovesController,
        ReleasesController,
        PlansController,
        PollsController,
        PollLinkController,
        SlotsController,
        SeatsController,
        RegistrationController,
        BlocksController,
        AttendanceController,
        JoinController,
        LiveController,
        ParticipantsController,
        SpeakersController,
        MeController,
        AccessController,
        CalendarsController,
        TimeController,
        FairTimesController,
        LedgerController,
        ConflictsController,
        ClockController,
        FactsController,
        HealthController,
        ReferenceController,
        ScheduleController,
        SignInController,
        AssetsController,
      ],
      providers: [
        { provide: GATEWAY_CONFIG, useValue: config },
        AddressLimits,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: UndeclaredInterceptor },
        { provide: APP_PIPE, useFactory: validationPipe },
        Authentication,
        OrganizerGrants,
        ImportsService,
        FeedsService,
        MoveEffectsService,
        JoinService,
        LiveService,
        ScheduleCache,
        LiveProgrammes,
        FairTimesService,
        PublicHolidays,
        ConflictsService,
        PlanProgress,
        PlanStart,
        ScheduleService,
        ApiReference,
        HttpMetrics,
        MetricsServer,
      ],
    };
  }
}
