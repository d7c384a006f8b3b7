import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  CONFLICT_KINDS,
  CONFLICT_SEVERITIES,
  FindCities,
  FindConflicts,
  FindEvents,
  FindProgrammes,
  hasLeft,
  FindSessions,
  FindSlots,
  invalidFields,
  type Conflict,
  type Event,
  type Session,
  type Slot,
} from '#contracts';
import { readCursor, Requests, toPage } from '#platform';
import { PublicHolidays } from '../fairness/public-holidays.js';
import { allPages } from '../http/all-pages.js';
import type { PageLanguage } from '../pages/languages.js';
import { allocationConflicts, type GoneCities } from './allocation-conflicts.rules.js';
import { capacityConflicts } from './capacity-conflicts.rules.js';
import { isPlaced, startsAndEnds, type PlacedSession } from './placed-session.rules.js';
import { restDayConflicts } from './rest-day-conflicts.rules.js';

const MOST_SESSIONS = 2_000;
const PAGE = 500;

export interface ConflictsPage {
  items: Conflict[];
  next: string | null;
  more: number;
}

/** Puts together what a schedule shows by itself, what the cities' days of rest say, and what the seats say. */
@Injectable()
export class ConflictsService {
  constructor(
    private readonly requests: Requests,
    private readonly holidays: PublicHolidays,
  ) {}

  /**
   * The severest first, as far as the actor may see drafts: who may not, is refused.
   * @param language of the names of public holidays
   */
  async find(
    where: { programmeId: string; eventId?: string },
    { cursor, limit = 100 }: { cursor?: string | undefined; limit?: number | undefined },
    language?: PageLanguage,
  ): Promise<ConflictsPage> {
    const after = readCursor(cursor)?.[0];
    const scheduled = await this.requests.ask(FindConflicts, where);
    const sessions = await this.sessionsOf(where.programmeId, Date.parse(scheduled.now));
    const own = sessions.filter(({ eventId }) => where.eventId === undefined || eventId === where.eventId);
    const [restDays, seats] = await Promise.all([
      this.restDaysOf(own, sessions, language),
      this.seatsOf(own, where.programmeId, Date.parse(scheduled.now)),
    ]);
    const all = [...scheduled.items, ...restDays, ...seats]
      .map((conflict) => ({ conflict, key: keyOf(conflict) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const rest = after === undefined ? all : all.filter(({ key }) => key > after);
    const { items, next } = toPage(rest.slice(0, limit + 1), limit, ({ key }) => [key]);
    return { items: items.map(({ conflict }) => conflict), next, more: scheduled.more };
  }

  /** With a start, neither cancelled nor over. */
  private async sessionsOf(programmeId: string, now: number): Promise<PlacedSession[]> {
    const sessions: Session[] = await allPages(
      (cursor) => this.requests.ask(FindSessions, { programmeIds: [programmeId], cursor, limit: PAGE }),
      MOST_SESSIONS + 1,
    );
    if (sessions.length > MOST_SESSIONS) {
      throw invalidFields([
        { path: 'programme', message: `has more than ${MOST_SESSIONS} sessions to compare` },
      ]);
    }
    const events = await allPages(
      (cursor) => this.requests.ask(FindEvents, { programmeIds: [programmeId], cursor, limit: PAGE }),
      MOST_SESSIONS,
    );
    const byId = new Map(events.map((event) => [event.id, event]));
    return sessions
      .filter(isPlaced)
      .filter((session) => session.status !== 'cancelled' && startsAndEnds(session).to > now)
      .map((session) => {
        const event = byId.get(session.eventId);
        return { ...session, hostCity: event?.hostCity, gone: goneCities(event) };
      });
  }

  private async restDaysOf(
    own: readonly PlacedSession[],
    all: readonly PlacedSession[],
    language?: PageLanguage,
  ): Promise<Conflict[]> {
    const slugs = [...new Set(own.flatMap(({ parts }) => Object.keys(parts)))];
    if (slugs.length === 0) return [];
    const { items } = await this.requests.ask(FindCities, { slugs: slugs.slice(0, PAGE), limit: PAGE });
    const cities = new Map(items.map((city) => [city.slug, city]));
    // A suggestion lies up to two weeks later, and a city's date a day apart.
    const years = own.map(({ start }) => Number(start.local.slice(0, 4)));
    const range = [...new Set(years.flatMap((year) => [year - 1, year, year + 1]))];
    const holidays = await this.holidays.of(new Set(items.map(({ country }) => country)), range, language);
    return restDayConflicts(own, all, cities, holidays);
  }

  private async seatsOf(
    sessions: readonly PlacedSession[],
    programmeId: string,
    now: number,
  ): Promise<Conflict[]> {
    const slots: Slot[] = [];
    for (let at = 0; at < sessions.length; at += PAGE) {
      const sessionIds = sessions.slice(at, at + PAGE).map(({ id }) => id);
      slots.push(...(await this.requests.ask(FindSlots, { sessionIds })).items);
    }
    const cities = await this.citiesOf(programmeId);
    const kept = sessions.flatMap((session) => {
      return allocationConflicts(session, slots, session.gone ?? new Map(), cities, now);
    });
    return [...capacityConflicts(sessions, slots), ...kept];
  }

  private async citiesOf(programmeId: string): Promise<string[]> {
    const { items } = await this.requests.ask(FindProgrammes, { idsOrSlugs: [programmeId] });
    return items[0]?.cities ?? [];
  }
}

/** The partners that do not take part any more; undefined when there is none. */
function goneCities(event: Event | undefined): GoneCities | undefined {
  const gone = (event?.partners ?? []).filter((partner) => hasLeft(partner));
  return gone.length === 0 ? undefined : new Map(gone.map(({ city, status }) => [city, status]));
}

/** The order of the list, and its cursors: severity, kind, then whatever tells two of a kind apart. */
function keyOf({ severity, kind, sessions, detail }: Conflict): string {
  const others = createHash('sha256').update(detail).digest('base64url').slice(0, 12);
  // Keys compare as text.
  const rank = String(CONFLICT_KINDS.indexOf(kind)).padStart(2, '0');
  return [CONFLICT_SEVERITIES.indexOf(severity), rank, ...sessions, others].join(' ');
}
