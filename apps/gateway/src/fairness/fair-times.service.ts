import { Injectable } from '@nestjs/common';
import { FindCities, invalidFields, RuleViolation, type City } from '#contracts';
import { Requests } from '#platform';
import { fairTimes, InvalidWindowError, TZDB_VERSION, UnknownZoneError, type FairTimes } from '#time';
import type { FairTimesQuery } from './fair-times.schemas.js';
import { PublicHolidays } from './public-holidays.js';
import { FairCities, yearsAround } from './fair-cities.js';

@Injectable()
export class FairTimesService {
  constructor(
    private readonly requests: Requests,
    private readonly holidays: PublicHolidays,
  ) {}

  /** Asks for the cities and searches here: the search itself needs no service. */
  async find({ cities, invited = [], ...query }: FairTimesQuery): Promise<FairTimes & { tzdb: string }> {
    const slugs = [...cities, ...invited];
    const { items } = await this.requests.ask(FindCities, { slugs, limit: slugs.length });
    const known = new Map(items.map((city) => [city.slug, city]));
    refuseUnknown({ cities, invited }, known);

    const holidays =
      query.restDays === 'avoid'
        ? await this.holidays.of(new Set(items.map(({ country }) => country)), yearsAround(query))
        : undefined;
    const fairCities = new FairCities(known, holidays);
    const required = cities.map((slug) => fairCities.required(slug));
    const guests = invited.map((slug) => fairCities.invited(slug));
    return refusing(() => ({ tzdb: TZDB_VERSION, ...fairTimes({ ...query, required, invited: guests }) }));
  }
}

function refuseUnknown(lists: Record<string, readonly string[]>, known: ReadonlyMap<string, City>): void {
  const errors = Object.entries(lists).flatMap(([path, slugs]) =>
    slugs.filter((slug) => !known.has(slug)).map((slug) => ({ path, message: `there is no city “${slug}”` })),
  );
  if (errors.length === 0) return;
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new RuleViolation('city.unknown', detail, undefined, errors);
}

function refusing<T>(search: () => T): T {
  try {
    return search();
  } catch (error) {
    if (error instanceof InvalidWindowError) {
      throw invalidFields([{ path: error.field, message: error.reason }]);
    }
    if (error instanceof UnknownZoneError) {
      throw new RuleViolation(error.code, error.message, undefined, [
        { path: 'zone', message: error.message },
      ]);
    }
    throw error;
  }
}
