import { Injectable } from '@nestjs/common';
import { RuleViolation, type City } from '#contracts';
import { Transactions, type Tx } from '#platform';
import { DataSource, In } from 'typeorm';
import { CityCopy } from './city-copy.entity.js';
import { EventsClient } from './events.client.js';

/** The copy of cities, and the refusal of those that don't exist. */
@Injectable()
export class CitiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly events: EventsClient,
  ) {}

  /** Keeps what matters here of a city, unless a newer state is kept already. */
  async apply({ manager }: Tx, { slug, zone, version }: City): Promise<void> {
    await manager.query(
      `INSERT INTO cities AS copy (slug, zone, version) VALUES ($1, $2, $3)
       ON CONFLICT (slug) DO UPDATE SET zone = excluded.zone, version = excluded.version
         WHERE copy.version < excluded.version`,
      [slug, zone, version],
    );
  }

  /** Those of these slugs that are no city. One that is not known here yet is asked of its owner. */
  async findUnknown(slugs: string[]): Promise<string[]> {
    const known = await this.dataSource.manager.findBy(CityCopy, { slug: In(slugs) });
    const missing = slugs.filter((slug) => !known.some((city) => city.slug === slug));
    if (missing.length === 0) return [];
    const found = await this.events.findCities(missing);
    await this.transactions.run(async (tx) => {
      for (const city of found) await this.apply(tx, city);
    });
    return missing.filter((slug) => !found.some((city) => city.slug === slug));
  }

  /**
   * Refuses a city that doesn't exist; nothing asked is nothing refused.
   * @throws RuleViolation `city.unknown` naming the field
   */
  async require(slug: string | undefined, path = 'city'): Promise<void> {
    if (slug === undefined) return;
    const [unknown] = await this.findUnknown([slug]);
    if (unknown === undefined) return;
    throw new RuleViolation('city.unknown', `There is no city “${unknown}”.`, undefined, [
      { path, message: 'must be the slug of a city, as GET /v1/cities lists them' },
    ]);
  }
}
