import { Injectable } from '@nestjs/common';
import { FindBusy, FindCities, FindLedger, invalidFields, RuleViolation, type City } from '#contracts';
import { Requests } from '#platform';
import {
  advise,
  fairTimes,
  InvalidWindowError,
  TZDB_VERSION,
  UnknownZoneError,
  type Advice,
  type FairTimes,
} from '#time';
import type { FairTimesQuery } from './fair-times.schemas.js';
import { PublicHolidays } from './public-holidays.js';
import { daysAround, FairCities, yearsAround } from './fair-cities.js';
import { programmeId } from '../programmes/programme-id.js';

export type FairTimesFound = FairTimes & { tzdb: string; advice: Advice | null };

@Injectable()
export class FairTimesService {
  constructor(
    private readonly requests: Requests,
    private readonly holidays: PublicHolidays,
  ) {}

  /** Asks what there is to know of cities, speakers and places, and searches here. */
  async find({ cities, invited = [], ...query }: FairTimesQuery): Promise<FairTimesFound> {
    const slugs = [...cities, ...invited];
    const { items } = await this.requests.ask(FindCities, { slugs, limit: slugs.length });
    const known = new Map(items.map((city) => [city.slug, city]));
    refuseUnknown({ cities, invited }, known);

    const holidays =
      query.restDays === 'avoid'
        ? await this.holidays.of(new Set(items.map(({ country }) => country)), yearsAround(query))
        : undefined;
    const [busy, borne] = await Promise.all([this.busyOf(query), this.ledgerOf(query.programme)]);
    const hours = new Map(query.hours?.map(({ city, from, to }) => [city, { from, to }]));
    const fairCities = new FairCities(known, holidays, hours, borne);
    const required = cities.map((slug) => fairCities.required(slug));
    const guests = invited.map((slug) => fairCities.invited(slug));
    return refusing(() => {
      const search = { ...query, required, invited: guests, busy };
      const found = fairTimes(search);
      return { tzdb: TZDB_VERSION, ...found, advice: advise(search, found.best[0]) };
    });
  }

  /** When speakers and places cannot. */
  private async busyOf({ speakers = [], places = [], from, to }: Omit<FairTimesQuery, 'cities'>) {
    if (speakers.length + places.length === 0) return [];
    const { items, unknown } = await this.requests.ask(FindBusy, {
      speakers,
      places,
      ...daysAround({ from, to }),
    });
    const errors = Object.entries(unknown).flatMap(([path, ids]) =>
      ids.map((id) => ({
        path,
        message: `there is no ${path === 'speakers' ? 'speaker' : 'place'} “${id}”`,
      })),
    );
    if (errors.length > 0) throw invalidFields(errors);
    return items;
  }

  /** What cities have borne in a programme; one that is new to it starts at the median. */
  private async ledgerOf(programme: string | undefined): Promise<(city: string) => number> {
    if (programme === undefined) return () => 0;
    const id = await programmeId(this.requests, programme);
    const ledger = await this.requests.ask(FindLedger, { programmeId: id, isBrief: true });
    const totals = new Map(ledger.cities.map(({ city, totalMinutes }) => [city, totalMinutes]));
    return (city) => totals.get(city) ?? ledger.newcomerMinutes;
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
