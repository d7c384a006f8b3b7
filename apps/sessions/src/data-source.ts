import { postgresOptions } from '#platform';
import type { DataSourceOptions } from 'typeorm';
import { LedgerAccount } from './fairness/ledger-account.entity.js';
import { LedgerEntry } from './fairness/ledger-entry.entity.js';
import { RezonedSessionRow, ZoneUpgradeRow } from './clock-changes/zone-upgrade.entity.js';
import { ImportWork } from './importing/import-work.entity.js';
import { Programme1700000002000 } from './migrations/1700000002000-programme.js';
import { Scheduling1700000002001 } from './migrations/1700000002001-scheduling.js';
import { Releases1700000002002 } from './migrations/1700000002002-releases.js';
import { Importing1700000002003 } from './migrations/1700000002003-importing.js';
import { Ledger1700000012010 } from './migrations/1700000012010-ledger.js';
import { DayOf1700000012020 } from './migrations/1700000012020-day-of.js';
import { Conflicts1700000012011 } from './migrations/1700000012011-conflicts.js';
import { Series1700000012000 } from './migrations/1700000012000-series.js';
import { Moves1700000012021 } from './migrations/1700000012021-moves.js';
import { Move } from './moves/move.entity.js';
import { Planner1700000012030 } from './migrations/1700000012030-planner.js';
import { Plan, PlanRun } from './planner/plan.entity.js';
import { ClockChanges1700000012001 } from './migrations/1700000012001-clock-changes.js';
import { ReleasedSessions1700000012022 } from './migrations/1700000012022-released-sessions.js';
import { Polls1700000012031 } from './migrations/1700000012031-polls.js';
import { GoneCities1700000012032 } from './migrations/1700000012032-gone-cities.js';
import { Poll, PollAnswer } from './polls/poll.entity.js';
import { CityCopy } from './programme/city.entity.js';
import { EventCopy } from './programme/event.entity.js';
import { ProgrammeCopy } from './programme/programme.entity.js';
import { Release } from './releases/release.entity.js';
import { Place } from './scheduling/place.entity.js';
import { Session, SessionSpeaker } from './scheduling/session.entity.js';
import { Speaker } from './scheduling/speaker.entity.js';
import { Series } from './series/series.entity.js';

/** TypeORM options for the app and for migrations. */
export const dataSourceOptions = (url: string): DataSourceOptions =>
  postgresOptions({
    service: 'sessions',
    url,
    entities: [
      CityCopy,
      EventCopy,
      ProgrammeCopy,
      Place,
      Speaker,
      Session,
      SessionSpeaker,
      Release,
      ImportWork,
      Move,
      Plan,
      PlanRun,
      Poll,
      PollAnswer,
      LedgerAccount,
      LedgerEntry,
      Series,
      ZoneUpgradeRow,
      RezonedSessionRow,
    ],
    migrations: [
      Programme1700000002000,
      Scheduling1700000002001,
      Releases1700000002002,
      Importing1700000002003,
      Ledger1700000012010,
      Conflicts1700000012011,
      DayOf1700000012020,
      Series1700000012000,
      Moves1700000012021,
      ReleasedSessions1700000012022,
      Planner1700000012030,
      ClockChanges1700000012001,
      Polls1700000012031,
      GoneCities1700000012032,
    ],
  });
