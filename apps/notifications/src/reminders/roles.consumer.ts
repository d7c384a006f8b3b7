import { Controller } from '@nestjs/common';
import { RoleChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { InvitedLiaisonsService } from '../matters/invited-liaisons.service.js';
import { ProgrammeService } from '../programme/programme.service.js';
import { keepRole } from '../programme/role-copy.js';
import { InvitedSpeakersService } from './invited-speakers.service.js';
import { PlanningService } from './planning.service.js';
import { lockSessionsOfRole } from './rules.queries.js';

/** Follows who organizes, speaks for a city or speaks: whose zones need reminders, and who is to be told that they speak, or that their city is invited. */
@Controller()
export class RolesConsumer {
  constructor(
    private readonly programme: ProgrammeService,
    private readonly planning: PlanningService,
    private readonly speakers: InvitedSpeakersService,
    private readonly liaisons: InvitedLiaisonsService,
  ) {}

  @Consumes(RoleChanged)
  async onRole({ data, time }: Fact<typeof RoleChanged>, tx: Tx): Promise<void> {
    // A session that comes to have a speaker, and who the speaker is, have to see each other.
    await this.programme.lockProgramme(tx, data.programmeId);
    if (!(await keepRole(tx, data))) return;
    for (const session of await lockSessionsOfRole(tx.manager, data)) {
      await this.planning.plan(tx, session, new Date(time));
    }
    if (data.role === 'speaker') await this.speakers.tell(tx, data);
    if (data.role === 'liaison') await this.liaisons.tell(tx, data);
  }
}
