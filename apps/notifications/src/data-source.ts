import { postgresOptions } from '#platform';
import type { DataSourceOptions } from 'typeorm';
import { DeliveryEntity } from './delivery/delivery.entity.js';
import { ProgrammeCopies1700000001000 } from './migrations/1700000001000-programme-copies.js';
import { Reminders1700000002000 } from './migrations/1700000002000-reminders.js';
import { Deliveries1700000003000 } from './migrations/1700000003000-deliveries.js';
import { DayOfCopies1700000014000 } from './migrations/1700000014000-day-of-copies.js';
import { MatterCopy } from './matters/matter-copy.entity.js';
import { Matters1700000014001 } from './migrations/1700000014001-matters.js';
import { ReminderRules1700000014020 } from './migrations/1700000014020-reminder-rules.js';
import { Readers1700000014021 } from './migrations/1700000014021-readers.js';
import { MailPause1700000014030 } from './migrations/1700000014030-mail-pause.js';
import { MailUrgency1700000016000 } from './migrations/1700000016000-mail-urgency.js';
import { Audiences1700000016010 } from './migrations/1700000016010-audiences.js';
import { MailProgress1700000017010 } from './migrations/1700000017010-mail-progress.js';
import { Delays1700000017020 } from './migrations/1700000017020-delays.js';
import { ToldTimes1700000018000 } from './migrations/1700000018000-told-times.js';
import { CancelledEvents1700000018001 } from './migrations/1700000018001-cancelled-events.js';
import { ToldEnds1700000019000 } from './migrations/1700000019000-told-ends.js';
import { PublishedEvents1700000020010 } from './migrations/1700000020010-published-events.js';
import { CityCopy } from './programme/city-copy.entity.js';
import { EventCopy } from './programme/event-copy.entity.js';
import { ProgrammeCopy } from './programme/programme-copy.entity.js';
import { SessionCopy } from './programme/session-copy.entity.js';
import { ReminderEntity } from './reminders/reminder.entity.js';

/** For the service and for the migration command. */
export const dataSourceOptions = (url: string): DataSourceOptions =>
  postgresOptions({
    service: 'notifications',
    url,
    entities: [ProgrammeCopy, EventCopy, CityCopy, SessionCopy, MatterCopy, ReminderEntity, DeliveryEntity],
    migrations: [
      ProgrammeCopies1700000001000,
      Reminders1700000002000,
      Deliveries1700000003000,
      DayOfCopies1700000014000,
      Matters1700000014001,
      ReminderRules1700000014020,
      Readers1700000014021,
      MailPause1700000014030,
      MailUrgency1700000016000,
      Audiences1700000016010,
      MailProgress1700000017010,
      Delays1700000017020,
      ToldTimes1700000018000,
      CancelledEvents1700000018001,
      ToldEnds1700000019000,
      PublishedEvents1700000020010,
    ],
  });
