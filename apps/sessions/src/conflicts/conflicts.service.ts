import { Injectable } from '@nestjs/common';
import {
  authorize,
  hasLeft,
  type Actor,
  type Conflict,
  type Event,
  type FindConflicts,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Clock } from '#platform';
import { formatInstant } from '#time';
import { DataSource, In, MoreThan, Not } from 'typeorm';
import { CityCopy } from '../programme/city.entity.js';
import { ProgrammeClient } from '../programme/programme.client.js';
import { EventCopy } from '../programme/event.entity.js';
import { placedSession } from '../relations/placed.rules.js';
import { Place } from '../scheduling/place.entity.js';
import { Session } from '../scheduling/session.entity.js';
import { consentOf, leaversOf } from '../scheduling/consent.rules.js';
import { loadSessions } from '../scheduling/session.queries.js';
import { spansOf } from './availability.rules.js';
import { conflictsIn } from './conflicts.rules.js';
import { daysOf } from './event-days.rules.js';
import { resourceKey } from './resource-key.rules.js';
import type { Finding, Resource, Scheduled } from './scheduled.js';
import { Suggestions, type OtherPlace } from './suggestions.rules.js';

const MOST_CONFLICTS = 1_000;
/** Each costs up to a week of quarter hours; the first ones are worked through first. */
const MOST_SUGGESTIONS = 200;
const DAY = 86_400_000;

@Injectable()
export class ConflictsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly programme: ProgrammeClient,
  ) {}

  /**
   * Of sessions that have not ended.
   * @throws RuleViolation `access.*` for who may not see drafts; `service.unavailable` when the events' days can't be asked
   */
  async find(
    { programmeId, eventId }: ParsedInputOf<typeof FindConflicts>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindConflicts>> {
    authorize(actor, 'conflict.read', { programmeId });
    const { manager } = this.dataSource;
    const now = await this.clock.now();
    // No session is longer than a day.
    const recent = new Date(now.getTime() - DAY);
    const sessions = await loadSessions(manager, {
      programmeId,
      status: Not('cancelled'),
      startsAt: MoreThan(recent),
    });
    const places = await manager.findBy(Place, { eventId: In(await this.eventsOf(programmeId)) });
    const cities = new Map((await manager.find(CityCopy)).map((city) => [city.slug, city]));
    const running = sessions.filter((session) => endOf(session) > now.getTime());
    const events = new Map(
      (await this.programme.findEventsOf(programmeId)).map((event) => [event.id, event]),
    );
    const scheduled = running.map((session) => scheduledOf(session, cities, events, now));

    const isMeant = ({ sessions }: Finding) =>
      eventId === undefined ||
      scheduled.some((session) => session.eventId === eventId && sessions.includes(session.id));
    const findings = conflictsIn(scheduled).filter(isMeant);
    const suggestions = new Suggestions(
      scheduled,
      places.map((place) => placeOf(place, cities)),
      now.getTime(),
    );
    const items = findings.slice(0, MOST_CONFLICTS).map((finding, index): Conflict => {
      const suggestion = index < MOST_SUGGESTIONS ? suggestions.for(finding) : undefined;
      return { ...finding, ...(suggestion && { suggestion }) };
    });
    return { items, more: findings.length - items.length, now: formatInstant(now) };
  }

  private async eventsOf(programmeId: string): Promise<string[]> {
    const events = await this.dataSource.manager.find(EventCopy, {
      where: { programmeId },
      select: { id: true },
    });
    return events.map(({ id }) => id);
  }
}

type Cities = ReadonlyMap<string, CityCopy>;
type Events = ReadonlyMap<string, Event>;

const endOf = ({ startsAt, durationMinutes }: Session) => startsAt!.getTime() + durationMinutes * 60_000;

function scheduledOf(session: Session, cities: Cities, events: Events, now: Date): Scheduled {
  const { id, eventId, title, status, parts, ownCity, purpose, burdenReason, event } = session;
  const zone = session.startZone!;
  const row = { ...session.identity(), title, startsAt: session.startsAt!, zone };
  const { durationMinutes, window, relations } = session;
  const dated = events.get(eventId);
  const host = cities.get(event.hostCity);
  const required = Object.keys(parts).filter((city) => parts[city] === 'required');
  return {
    ...placedSession({ ...row, durationMinutes, window, relations }, now),
    id,
    eventId,
    title,
    days: dated ? daysOf(dated, host ? [host.zone, zone] : [zone]) : null,
    status,
    ownCity,
    purpose,
    burdenReason,
    local: session.startLocal!,
    place: session.place && placeOf(session.place, cities),
    speakers: session.speakers
      .filter((part) => part.status !== 'declined')
      .map(({ speaker }) => resourceOf('speaker', speaker, speaker.city ?? event.hostCity, cities)),
    required: required.flatMap((city) => cities.get(city) ?? []),
    gone: event.partners.filter((partner) => required.includes(partner.city) && hasLeft(partner)),
    needsMove: consentOf({ status, parts, ownCity, gone: leaversOf(event.partners) }).length > 0,
  };
}

function placeOf(place: Place, cities: Cities): OtherPlace {
  const { id, eventId, capacity } = place;
  return { ...resourceOf('place', place, place.city, cities), id, eventId, capacity };
}

function resourceOf(
  kind: 'speaker' | 'place',
  { name, city, availability }: Pick<Place, 'name' | 'availability'> & { city: string | null },
  clock: string,
  cities: Cities,
): Resource {
  const zone = cities.get(clock)?.zone;
  return {
    key: resourceKey(kind, { name, city }),
    name,
    city,
    spans: availability && zone !== undefined ? spansOf(availability, zone) : null,
  };
}
