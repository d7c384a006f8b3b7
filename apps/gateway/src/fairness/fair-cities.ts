import type { City } from '#contracts';
import type { FairCity, LocalHours, LocalPeriod } from '#time';

type RestDay = (localDate: string) => boolean;
type Holidays = ReadonlyMap<string, Pick<ReadonlySet<string>, 'has'>>;

const DAY = 86_400_000;

/** Instants between which every session of a window lies, in any zone, and an encore a day later. */
export function daysAround({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const [first, last] = [new Date(Date.parse(from) - DAY), new Date(Date.parse(to) + 4 * DAY)];
  return { from: first.toISOString(), to: last.toISOString() };
}

/** The years that local dates of a window may lie in: a day more on both sides, and a session of up to a day. */
export function yearsAround({ from, to }: { from: string; to: string }): number[] {
  const first = new Date(Date.parse(from) - DAY).getUTCFullYear();
  const last = new Date(Date.parse(to) + 3 * DAY).getUTCFullYear();
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * Cities as the search takes them. What is equal is the same object, so that the search computes it once: comfort
 * profiles, and the rest days of cities with the same country and weekend.
 */
export class FairCities {
  private readonly comforts = new Map<string, NonNullable<City['comfort']>>();
  private readonly restDays = new Map<string, RestDay>();

  /** @param holidays country → public holidays; rest days don't count without */
  constructor(
    private readonly cities: ReadonlyMap<string, City>,
    private readonly holidays: Holidays | undefined,
    /** City → hours that it keeps. */
    private readonly hours: ReadonlyMap<string, LocalHours> = new Map(),
    /** City → weighted minutes that it has borne. */
    private readonly borne: (slug: string) => number = () => 0,
  ) {}

  required(slug: string): FairCity {
    const blocked = this.periods(slug, 'block');
    return { ...this.invited(slug), blocked, ledgerMinutes: this.borne(slug) };
  }

  /** An invited city's blocked times exclude nothing: they weigh like avoided ones. */
  invited(slug: string): FairCity {
    const city = this.cities.get(slug)!;
    return {
      slug,
      zone: city.zone,
      comfort: this.comfortOf(city),
      restDay: this.holidays && this.restDayOf(city, this.holidays),
      avoid: this.periods(slug, 'avoid'),
      hours: this.hours.get(slug),
    };
  }

  private periods(slug: string, effect: 'avoid' | 'block'): LocalPeriod[] | undefined {
    const marked = this.cities.get(slug)!.observances.filter((observance) => observance.effect === effect);
    if (marked.length === 0) return undefined;
    return marked.map(({ from, to, localHours }) => ({ from, to, hours: localHours }));
  }

  private comfortOf({ comfort }: City): FairCity['comfort'] {
    if (!comfort) return undefined;
    const key = JSON.stringify(comfort);
    const known = this.comforts.get(key) ?? comfort;
    this.comforts.set(key, known);
    return known;
  }

  private restDayOf({ country, weekend }: City, holidays: Holidays): RestDay {
    const key = `${country} ${weekend.join()}`;
    const known = this.restDays.get(key);
    if (known) return known;
    const days = holidays.get(country)!;
    // Sunday is 0 to Date and 7 to ISO 8601.
    const restDay = (date: string) => days.has(date) || weekend.includes(new Date(date).getUTCDay() || 7);
    this.restDays.set(key, restDay);
    return restDay;
  }
}
