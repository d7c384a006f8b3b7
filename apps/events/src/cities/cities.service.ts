import { Injectable } from '@nestjs/common';
import {
  authorize,
  CityChanged,
  notFound,
  type Actor,
  type ChangeCity,
  type City,
  type CreateCity,
  type FindCities,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { readCursor, toPage, Transactions } from '#platform';
import { DataSource } from 'typeorm';
import { refuseTakenSlug } from '../slugs.js';
import { change, requireVersion } from '../versions.rules.js';
import { lockCity } from './cities.queries.js';
import { newCity, requireSoundCity } from './cities.rules.js';
import { CityEntity } from './city.entity.js';

@Injectable()
export class CitiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** By slug, in the order of slugs. */
  async find({
    slugs,
    cursor,
    limit,
  }: ParsedInputOf<typeof FindCities>): Promise<OutputOf<typeof FindCities>> {
    const query = this.dataSource.manager.createQueryBuilder(CityEntity, 'city').orderBy('city.slug');
    const after = readCursor(cursor);
    if (slugs) query.andWhere('city.slug = ANY (:slugs)', { slugs });
    if (after) query.andWhere('city.slug > :after', { after: after[0] });
    return toPage(await query.limit(limit + 1).getMany(), limit, ({ slug }) => [slug]);
  }

  create(input: ParsedInputOf<typeof CreateCity>, actor: Actor): Promise<City> {
    return this.transactions.command(async (tx) => {
      authorize(actor, 'city.write');
      requireSoundCity(input);
      const city = newCity(input);
      await refuseTakenSlug('city', city.slug, tx.manager.insert(CityEntity, city));
      tx.publish(CityChanged, city);
      return city;
    });
  }

  change({ slug, patch, ifVersion }: ParsedInputOf<typeof ChangeCity>, actor: Actor): Promise<City> {
    return this.transactions.command(async (tx) => {
      authorize(actor, 'city.write');
      const city = await lockCity(tx.manager, slug);
      if (!city) throw notFound('city', slug);
      requireVersion(city, ifVersion);
      requireSoundCity(patch);
      if (change(city, patch)) {
        await tx.manager.save(city);
        tx.publish(CityChanged, city);
      }
      return city;
    });
  }
}
