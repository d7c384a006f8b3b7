import { Controller } from '@nestjs/common';
import { CityChanged, EventChanged, ProgrammeChanged, SessionChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { DispatchesService } from '../delivery/dispatches.service.js';
import { tellsNewTime } from '../notices/time-changed.js';
import { PlanningService } from '../reminders/planning.service.js';
import { ProgrammeService } from './programme.service.js';

/** Follows programmes, events, cities and sessions: copies them, plans reminders anew, and has changed times told. */
@Controller()
export class ProgrammeConsumer {
  constructor(
    private readonly programme: ProgrammeService,
    private readonly planning: PlanningService,
    private readonly dispatches: DispatchesService,
  ) {}

  @Consumes(ProgrammeChanged)
  async onProgramme(fact: Fact<typeof ProgrammeChanged>, tx: Tx): Promise<void> {
    const sessions = await this.programme.applyProgramme(tx, fact.data);
    for (const session of sessions) await this.planning.plan(tx, session, new Date(fact.time));
  }

  @Consumes(EventChanged)
  onEvent(fact: Fact<typeof EventChanged>, tx: Tx): Promise<void> {
    return this.programme.applyEvent(tx, fact.data);
  }

  @Consumes(CityChanged)
  onCity(fact: Fact<typeof CityChanged>, tx: Tx): Promise<void> {
    return this.programme.applyCity(tx, fact.data);
  }

  @Consumes(SessionChanged)
  async onSession(fact: Fact<typeof SessionChanged>, tx: Tx): Promise<void> {
    const change = await this.programme.applySession(tx, fact.data);
    if (!change) return;
    const { before, after } = change;
    await this.planning.plan(tx, after, new Date(fact.time));
    if (tellsNewTime(before, after)) {
      await this.dispatches.open(tx, {
        notice: 'time-changed',
        sessionId: after.id,
        timeVersion: after.timeVersion,
      });
    }
  }
}
