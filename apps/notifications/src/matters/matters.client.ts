import { Injectable } from '@nestjs/common';
import {
  CountSeatsByCity,
  FindBlock,
  FindPollLinks,
  FindSessions,
  type BlockCounted,
  type Session,
} from '#contracts';
import { Requests } from '#platform';
import type { PollLinks, SeatCount } from './matter.js';

/** Asks for what no fact carries: speakers' answers, seats by city, links that are secrets. */
@Injectable()
export class MattersClient {
  constructor(private readonly requests: Requests) {}

  /** Sessions of an event that take place on a day of the host's calendar, in order of start. */
  async sessionsOfDay(eventId: string, date: string): Promise<Session[]> {
    const found: Session[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.requests.ask(
        FindSessions,
        { eventIds: [eventId], limit: 500, ...(cursor && { cursor }) },
        { asService: true },
      );
      found.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor);
    return found.filter(({ status, start }) => status === 'scheduled' && start?.local.startsWith(date));
  }

  async seatsByCity(sessionIds: readonly string[]): Promise<SeatCount[]> {
    const { items } = await this.requests.ask(
      CountSeatsByCity,
      { sessionIds: sessionIds.slice(0, 500) },
      { asService: true },
    );
    return items;
  }

  /** A delegation's block with how many of its places have a name now. */
  async block(id: string): Promise<BlockCounted> {
    return this.requests.ask(FindBlock, { id }, { asService: true });
  }

  /** Links to answer a question of times, by city and person. */
  async pollLinks(
    pollId: string,
    people: readonly { city: string; personId: string }[],
  ): Promise<Map<string, PollLinks>> {
    if (people.length === 0) return new Map();
    const { items } = await this.requests.ask(
      FindPollLinks,
      { pollId, people: [...people] },
      { asService: true },
    );
    return new Map(
      items.map(({ city, personId, page, answers }) => [`${city} ${personId}`, { page, answers }]),
    );
  }
}
