import { Injectable } from '@nestjs/common';
import type { RoleHolder } from '#contracts';
import { DataSource } from 'typeorm';
import type { CityInSession, SessionRole } from '../notices/notice.js';
import type { Subject } from '../notices/session-page.js';
import { cityName } from './matter.js';
import { MattersClient } from './matters.client.js';
import { findCities, findOpenMoves } from './matters.queries.js';

/** How a session stands for those who organize it or speak for a city in it. */
@Injectable()
export class SessionRolesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly client: MattersClient,
  ) {}

  /**
   * What people with a role are told besides, by person.
   * @param holders a liaison of two cities is two of them
   * @throws RuleViolation when another service does not answer
   */
  async find(
    as: SessionRole['as'],
    subject: Subject,
    holders: readonly RoleHolder[],
  ): Promise<Map<string, SessionRole>> {
    const states = as === 'speaker' || holders.length === 0 ? new Map() : await this.cities(subject);
    const roles = new Map<string, SessionRole>();
    for (const { personId, city } of holders) {
      const own = as === 'liaison' ? [states.get(city ?? '')].filter(Boolean) : [...states.values()];
      roles.set(personId, { as, cities: [...(roles.get(personId)?.cities ?? []), ...own] });
    }
    return roles;
  }

  /** Cities with a part, or with seats, in the session. */
  private async cities({ session, event }: Subject): Promise<Map<string, CityInSession>> {
    const [cities, seats, moves] = await Promise.all([
      findCities(this.dataSource),
      this.client.seatsByCity([session.id]),
      session.programmeId ? findOpenMoves(this.dataSource, session.programmeId) : [],
    ]);
    const awaited = new Set(
      moves
        .filter((move) => move.sessions.some(({ id }) => id === session.id))
        .flatMap(({ awaiting }) => awaiting),
    );
    const invited = new Set(
      event?.partners
        .filter(({ status }) => status === 'invited' || status === 'tentative')
        .map(({ city }) => city),
    );
    const seated = seats.flatMap(({ city }) => (city ? [city] : []));
    const stateOf = (slug: string): CityInSession => {
      const own = seats.filter(({ city }) => city === slug);
      const sum = (count: 'taken' | 'waiting') => own.reduce((total, each) => total + each[count], 0);
      return {
        name: cityName(cities, slug),
        taken: sum('taken'),
        waiting: sum('waiting'),
        unanswered: [
          ...(invited.has(slug) ? (['invitation'] as const) : []),
          ...(awaited.has(slug) ? (['change'] as const) : []),
        ],
      };
    };
    return new Map([...new Set([...session.cities, ...seated])].map((slug) => [slug, stateOf(slug)]));
  }
}
