import { Injectable } from '@nestjs/common';
import {
  RuleViolation,
  type Actor,
  type FindSessions,
  type FindScheduleVersions,
  type FindSessionStates,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { DataSource, In } from 'typeorm';
import { ProgrammeService } from '../programme/programme.service.js';
import { checkZones, type CityClock } from './local-times.rules.js';
import { citiesOf, replyOf } from './session-reply.js';
import { findScheduleVersions } from './schedule-version.queries.js';
import { draftScope, loadSessions, pageSessions } from './session.queries.js';

@Injectable()
export class FindSessionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly programme: ProgrammeService,
  ) {}

  /** @throws RuleViolation `city.unknown`, `time.zone` for cities and zones that don't exist */
  async find(
    input: ParsedInputOf<typeof FindSessions>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindSessions>> {
    const { cities: wanted, zones } = input;
    if (zones) checkZones(zones);
    const { manager } = this.dataSource;
    const page = await pageSessions(manager, input, draftScope(actor), input);
    const cities = await this.programme.knownCities(wanted ?? page.items.flatMap(citiesOf));
    if (wanted) checkKnown(wanted, cities);
    return {
      items: page.items.map((session) => replyOf(session, cities, { wanted, zones })),
      next: page.next,
    };
  }

  /** Tells nothing of what is in a schedule, so it is for anybody. */
  async findVersions({
    eventIds,
  }: ParsedInputOf<typeof FindScheduleVersions>): Promise<OutputOf<typeof FindScheduleVersions>> {
    return { items: await findScheduleVersions(this.dataSource.manager, eventIds) };
  }

  /** @throws RuleViolation `access.forbidden` unless a service asks */
  async findStates(
    { ids, eventIds }: ParsedInputOf<typeof FindSessionStates>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindSessionStates>> {
    if (actor.kind !== 'service') throw new RuleViolation('access.forbidden', 'This is for services only.');
    const sessions = await loadSessions(this.dataSource.manager, {
      ...(ids && { id: In(ids) }),
      ...(eventIds && { eventId: In(eventIds) }),
    });
    return { items: sessions.map((session) => session.state()) };
  }
}

function checkKnown(wanted: readonly string[], known: readonly CityClock[]): void {
  const errors = wanted.flatMap((slug, index) =>
    known.some((city) => city.slug === slug)
      ? []
      : [{ path: `cities[${index}]`, message: `there is no city “${slug}”` }],
  );
  const [first] = errors;
  if (first) throw new RuleViolation('city.unknown', `${first.message}.`, undefined, errors);
}
