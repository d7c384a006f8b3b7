import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule } from '#platform';
import { TZDB_VERSION } from '#time';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from './config.js';
import { dataSourceOptions } from './data-source.js';
import { CalendarEntries } from './delivery/calendar-entries.js';
import { DeliveriesService } from './delivery/deliveries.service.js';
import { Dispatcher } from './delivery/dispatcher.js';
import { DispatchesService } from './delivery/dispatches.service.js';
import { DraftsService } from './delivery/drafts.service.js';
import { MailMetrics } from './delivery/mail-metrics.js';
import { MailController } from './delivery/mail.controller.js';
import { MailService } from './delivery/mail.service.js';
import { Pump } from './delivery/pump.js';
import { ReadersService } from './delivery/readers.service.js';
import { RecipientsClient } from './delivery/recipients.client.js';
import { SignInConsumer } from './delivery/sign-in.consumer.js';
import { Smtp } from './delivery/smtp.js';
import { DaysService } from './matters/days.service.js';
import { MattersClient } from './matters/matters.client.js';
import { MattersConsumer } from './matters/matters.consumer.js';
import { InvitedLiaisonsService } from './matters/invited-liaisons.service.js';
import { MattersService } from './matters/matters.service.js';
import { SessionRolesService } from './matters/session-roles.service.js';
import { TalliesService } from './matters/tallies.service.js';
import { Composer } from './notices/composer.js';
import { ProgrammeConsumer } from './programme/programme.consumer.js';
import { ProgrammeService } from './programme/programme.service.js';
import { COPIES } from './reconciliation.js';
import { Countdown } from './reminders/countdown.js';
import { FiringService } from './reminders/firing.service.js';
import { PlanningService } from './reminders/planning.service.js';
import { PresenceService } from './reminders/presence.service.js';
import { QueueBoard } from './reminders/queue-board.js';
import { RedisConnection } from './reminders/redis.js';
import { ReminderMetrics } from './reminders/reminder-metrics.js';
import { ReminderQueue } from './reminders/reminder.queue.js';
import { ReminderWorker } from './reminders/reminder.worker.js';
import { InvitedSpeakersService } from './reminders/invited-speakers.service.js';
import { RolesConsumer } from './reminders/roles.consumer.js';
import { RulesController } from './reminders/rules.controller.js';
import { RulesService } from './reminders/rules.service.js';
import { PreferenceLinks } from './preferences/preference-links.js';
import { PreferencesController } from './preferences/preferences.controller.js';
import { PreferencesService } from './preferences/preferences.service.js';
import { OwnRemindersService } from './reminders/own.service.js';
import { RemindersController } from './reminders/reminders.controller.js';
import { RemindersService } from './reminders/reminders.service.js';
import { SeatsConsumer } from './reminders/seats.consumer.js';
import { Sweeper } from './reminders/sweeper.js';

/** The notifications service: facts and requests in, reminders at their time, mail out. */
@Module({})
export class NotificationsModule {
  static register(config: NotificationsConfig): DynamicModule {
    const dataSource = dataSourceOptions(config.DATABASE_URL);
    return {
      module: NotificationsModule,
      imports: [
        PlatformModule.forService({
          name: 'notifications',
          config,
          dataSource,
          about: { tzdb: TZDB_VERSION },
          copies: COPIES,
        }),
      ],
      controllers: [
        ProgrammeConsumer,
        MattersConsumer,
        SeatsConsumer,
        RolesConsumer,
        SignInConsumer,
        RemindersController,
        RulesController,
        PreferencesController,
        MailController,
      ],
      providers: [
        { provide: NOTIFICATIONS_CONFIG, useValue: config },
        ProgrammeService,
        // what organizers and liaisons are told of
        DaysService,
        MattersClient,
        MattersService,
        TalliesService,
        // reminders
        Countdown,
        FiringService,
        PlanningService,
        PresenceService,
        QueueBoard,
        RedisConnection,
        ReminderMetrics,
        ReminderQueue,
        ReminderWorker,
        RemindersService,
        OwnRemindersService,
        RulesService,
        InvitedSpeakersService,
        InvitedLiaisonsService,
        SessionRolesService,
        PreferencesService,
        { provide: PreferenceLinks, useValue: new PreferenceLinks(config.LINK_SECRET) },
        Sweeper,
        // notices and delivery
        CalendarEntries,
        Composer,
        DeliveriesService,
        Dispatcher,
        DispatchesService,
        DraftsService,
        MailMetrics,
        MailService,
        Pump,
        ReadersService,
        RecipientsClient,
        Smtp,
      ],
    };
  }
}
