import { postgresOptions } from '#platform';
import { Grant } from './access/grant.entity.js';
import { Login } from './access/login.entity.js';
import { SignIn } from './access/sign-in.entity.js';
import { WantedImport } from './importing/wanted-import.entity.js';
import { People1700000003001 } from './migrations/1700000003001-people.js';
import { Programme1700000003002 } from './migrations/1700000003002-programme.js';
import { Seats1700000003003 } from './migrations/1700000003003-seats.js';
import { Importing1700000003004 } from './migrations/1700000003004-importing.js';
import { QueueLength1700000013000 } from './migrations/1700000013000-queue-length.js';
import { CodesGivenBack1700000016030 } from './migrations/1700000016030-codes-given-back.js';
import { JoinedOnce1700000016031 } from './migrations/1700000016031-joined-once.js';
import { JoinedAt1700000013010 } from './migrations/1700000013010-joined-at.js';
import { Joining1700000013020 } from './migrations/1700000013020-joining.js';
import { Waitlist1700000013011 } from './migrations/1700000013011-waitlist.js';
import { TakeAlone1700000015000 } from './migrations/1700000015000-take-alone.js';
import { BlocksRead1700000015010 } from './migrations/1700000015010-blocks-read.js';
import { WindowsReadAgain1700000015011 } from './migrations/1700000015011-windows-read-again.js';
import { JoinLog1700000015012 } from './migrations/1700000015012-join-log.js';
import { Roles1700000015020 } from './migrations/1700000015020-roles.js';
import { RoleVersions1700000020000 } from './migrations/1700000020000-role-versions.js';
import { Block } from './blocks/block.entity.js';
import { Wish } from './holding/wish.entity.js';
import { Person } from './people/person.entity.js';
import { CityCopy } from './programme/city-copy.entity.js';
import { ProgrammeCopy } from './programme/programme-copy.entity.js';
import { SessionCopy } from './programme/session-copy.entity.js';
import { SlotCode } from './registration/slot-code.entity.js';
import { Seat } from './seats/seat.entity.js';
import { SlotAllocation } from './slots/slot-allocation.entity.js';
import { Slot } from './slots/slot.entity.js';

/** TypeORM's options of this service, for the process, its migrations and its tests. */
export const dataSourceOptions = (url: string) =>
  postgresOptions({
    service: 'participants',
    url,
    entities: [
      Person,
      Login,
      SignIn,
      Grant,
      CityCopy,
      ProgrammeCopy,
      SessionCopy,
      Slot,
      SlotAllocation,
      SlotCode,
      Seat,
      WantedImport,
      Wish,
      Block,
    ],
    migrations: [
      People1700000003001,
      Programme1700000003002,
      Seats1700000003003,
      Importing1700000003004,
      QueueLength1700000013000,
      JoinedAt1700000013010,
      Joining1700000013020,
      Waitlist1700000013011,
      TakeAlone1700000015000,
      BlocksRead1700000015010,
      WindowsReadAgain1700000015011,
      JoinLog1700000015012,
      Roles1700000015020,
      CodesGivenBack1700000016030,
      JoinedOnce1700000016031,
      RoleVersions1700000020000,
    ],
  });
