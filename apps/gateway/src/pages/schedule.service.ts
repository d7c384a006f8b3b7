import { Injectable } from '@nestjs/common';
import {
  ANONYMOUS,
  FindCities,
  FindEvents,
  FindProgrammes,
  FindSessions,
  FindSlots,
  type City,
  type Event,
  type Programme,
  type Session,
  type Slot,
} from '#contracts';
import { Requests } from '#platform';
import { allPages } from '../http/all-pages.js';

const MOST_PROGRAMMES = 100;
const MOST_EVENTS = 200;
const MOST_SESSIONS = 2_000;
/** As many as a request takes and a page of a list holds. */
const PAGE = 500;
/** The page shows what anybody may see, whoever looks. */
const AS_ANYBODY = { actor: ANONYMOUS };

export interface ScheduledSession {
  session: Session;
  slots: Slot[];
}
export interface ScheduledEvent {
  event: Event;
  sessions: ScheduledSession[];
}
/** A published programme as a page shows it; events in order of their days, sessions of their start. */
export interface Schedule {
  programme: Programme;
  cities: City[];
  events: ScheduledEvent[];
}

/** Composes the schedule of a programme from its owners. */
@Injectable()
export class ScheduleService {
  constructor(private readonly requests: Requests) {}

  published(): Promise<Programme[]> {
    return allPages(
      (cursor) => this.requests.ask(FindProgrammes, { cursor, limit: MOST_PROGRAMMES }, AS_ANYBODY),
      MOST_PROGRAMMES,
    );
  }

  async of(programme: Programme): Promise<Schedule> {
    const [cities, events, sessions] = await Promise.all([
      this.cities(programme.cities),
      this.events(programme.id),
      this.sessions(programme.id),
    ]);
    const slots = await this.slots(sessions.map(({ id }) => id));
    return {
      programme,
      cities,
      events: events.map((event) => ({
        event,
        sessions: sessions
          .filter((session) => session.eventId === event.id)
          .map((session) => ({ session, slots: slots.filter((slot) => slot.sessionId === session.id) })),
      })),
    };
  }

  private async cities(slugs: string[]): Promise<City[]> {
    if (slugs.length === 0) return [];
    const { items } = await this.requests.ask(FindCities, { slugs, limit: PAGE }, AS_ANYBODY);
    const inOrder = new Map(slugs.map((slug, index) => [slug, index]));
    return items.sort((a, b) => inOrder.get(a.slug)! - inOrder.get(b.slug)!);
  }

  private async events(programmeId: string): Promise<Event[]> {
    const events = await allPages(
      (cursor) =>
        this.requests.ask(FindEvents, { programmeIds: [programmeId], cursor, limit: PAGE }, AS_ANYBODY),
      MOST_EVENTS,
    );
    return events.sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  }

  private async sessions(programmeId: string): Promise<Session[]> {
    const sessions = await allPages(
      (cursor) =>
        this.requests.ask(FindSessions, { programmeIds: [programmeId], cursor, limit: PAGE }, AS_ANYBODY),
      MOST_SESSIONS,
    );
    return sessions.filter(({ status }) => status !== 'draft');
  }

  private async slots(sessionIds: string[]): Promise<Slot[]> {
    const chunks: string[][] = [];
    for (let at = 0; at < sessionIds.length; at += PAGE) chunks.push(sessionIds.slice(at, at + PAGE));
    const found = await Promise.all(
      chunks.map((chunk) => this.requests.ask(FindSlots, { sessionIds: chunk }, AS_ANYBODY)),
    );
    return found.flatMap(({ items }) => items);
  }
}
