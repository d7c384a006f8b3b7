import { Injectable } from '@nestjs/common';
import { FindCities, FindEvents, FindProgrammes, type City, type Event, type Programme } from '#contracts';
import { Requests } from '#platform';

/** The longest list that one request takes. */
const MOST = 500;

/** Asks the events service about what it owns, for this service itself: also drafts are found. */
@Injectable()
export class ProgrammeClient {
  constructor(private readonly requests: Requests) {}

  async findEvent(id: string): Promise<Event | undefined> {
    const { items } = await this.requests.ask(FindEvents, { ids: [id] }, { asService: true });
    return items[0];
  }

  async findEventsOf(programmeId: string): Promise<Event[]> {
    const { items } = await this.requests.ask(
      FindEvents,
      { programmeIds: [programmeId], limit: MOST },
      { asService: true },
    );
    return items;
  }

  async findProgramme(idOrSlug: string): Promise<Programme | undefined> {
    const { items } = await this.requests.ask(
      FindProgrammes,
      { idsOrSlugs: [idOrSlug] },
      { asService: true },
    );
    return items[0];
  }

  async findCities(slugs: string[]): Promise<City[]> {
    if (slugs.length === 0) return [];
    const { items } = await this.requests.ask(FindCities, { slugs, limit: MOST }, { asService: true });
    return items;
  }
}
