import { Injectable } from '@nestjs/common';
import {
  FetchImportFile,
  FindCities,
  FindEvents,
  FindProgrammes,
  type City,
  type OutputOf,
  type Partner,
  type Programme,
} from '#contracts';
import { Requests } from '#platform';

/** What this service asks of events, for itself. Never inside a transaction. */
@Injectable()
export class EventsClient {
  constructor(private readonly requests: Requests) {}

  /** The id of a programme named by id or slug; null when there is none. */
  async findProgrammeId(idOrSlug: string): Promise<string | null> {
    return (await this.findProgramme(idOrSlug))?.id ?? null;
  }

  async findProgramme(idOrSlug: string): Promise<Programme | null> {
    const { items } = await this.requests.ask(
      FindProgrammes,
      { idsOrSlugs: [idOrSlug] },
      { asService: true },
    );
    return items[0] ?? null;
  }

  /** Event slug → event id of a programme. */
  async findEventIds(programmeId: string): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    let cursor: string | undefined;
    do {
      const { items, next } = await this.requests.ask(
        FindEvents,
        { programmeIds: [programmeId], cursor, limit: 500 },
        { asService: true },
      );
      for (const event of items) ids.set(event.slug, event.id);
      cursor = next ?? undefined;
    } while (cursor);
    return ids;
  }

  /** The cities asked to take part in an event, with their answers; none of an event that does not exist. */
  async findPartners(eventId: string): Promise<Partner[]> {
    const { items } = await this.requests.ask(FindEvents, { ids: [eventId] }, { asService: true });
    return items[0]?.partners ?? [];
  }

  async findCities(slugs: string[]): Promise<City[]> {
    const { items } = await this.requests.ask(FindCities, { slugs, limit: 500 }, { asService: true });
    return items;
  }

  fetchImportFile(id: string): Promise<OutputOf<typeof FetchImportFile>> {
    return this.requests.ask(FetchImportFile, { id }, { asService: true });
  }
}
