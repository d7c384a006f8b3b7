import { Controller } from '@nestjs/common';
import { CityChanged, EventChanged, ProgrammeChanged, SessionChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { DispatchesService } from '../delivery/dispatches.service.js';
import { noticesOfEvent } from '../matters/asking.rules.js';
import { DaysService } from '../matters/days.service.js';
import { talliesOfEvent } from '../matters/tallies.rules.js';
import { TalliesService } from '../matters/tallies.service.js';
import { joinLinkDueAt, noticesOfSession, noticesToSpeakers } from '../notices/sessions.rules.js';
import { PlanningService } from '../reminders/planning.service.js';
import { InvitedSpeakersService } from '../reminders/invited-speakers.service.js';
import { ProgrammeService } from './programme.service.js';

/** Follows programmes, events, cities and sessions: copies them, plans reminders anew, and has changed times told. */
@Controller()
export class ProgrammeConsumer {
  constructor(
    private readonly programme: ProgrammeService,
    private readonly planning: PlanningService,
    private readonly dispatches: DispatchesService,
    private readonly tallies: TalliesService,
    private readonly days: DaysService,
    private readonly speakers: InvitedSpeakersService,
  ) {}

  @Consumes(ProgrammeChanged)
  async onProgramme(fact: Fact<typeof ProgrammeChanged>, tx: Tx): Promise<void> {
    const sessions = await this.programme.applyProgramme(tx, fact.data);
    for (const session of sessions) await this.planning.plan(tx, session, new Date(fact.time));
  }

  @Consumes(EventChanged)
  async onEvent(fact: Fact<typeof EventChanged>, tx: Tx): Promise<void> {
    const change = await this.programme.applyEvent(tx, fact.data);
    if (!change) return;
    this.dispatches.openForRoles(tx, noticesOfEvent(change.before, fact.data, tx.now));
    await this.tallies.note(tx, fact.data.programmeId, talliesOfEvent(change.before, change.after));
  }

  @Consumes(CityChanged)
  onCity(fact: Fact<typeof CityChanged>, tx: Tx): Promise<void> {
    return this.programme.applyCity(tx, fact.data);
  }

  @Consumes(SessionChanged)
  async onSession(fact: Fact<typeof SessionChanged>, tx: Tx): Promise<void> {
    const change = await this.programme.applySession(tx, fact.data, (session) =>
      this.planning.look(tx, session),
    );
    if (!change) return;
    const { before, after, seen } = change;
    await this.planning.plan(tx, after, new Date(fact.time), seen);
    const about = { sessionId: after.id, timeVersion: after.timeVersion };
    for (const told of noticesOfSession(before, after)) this.dispatches.open(tx, { ...told, ...about });
    for (const told of noticesToSpeakers(before, after)) {
      this.dispatches.open(tx, { ...told, ...about, audience: 'speakers' });
    }
    const dueAt = joinLinkDueAt(after, seen?.rules ?? []);
    // What is told within the last day, of a new time or of a seat, has the link itself.
    if (dueAt && dueAt > tx.now) {
      this.dispatches.open(tx, { notice: 'join-link', ...about, dueAt });
    }
    await this.speakers.tellRemoved(tx, before, after);
    await this.speakers.tellOf(tx, after);
    await this.days.plan(tx, before, after);
  }
}
