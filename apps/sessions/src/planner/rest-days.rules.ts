import type { City, PlanHolidays, PlanProposal } from '#contracts';
import { addDays, burdenMinutes, isoWeekday, localDate, type LocalPeriod } from '#time';

type Told = NonNullable<PlanProposal['restDays']>[number];
const MINUTE = 60_000;

/** When a city rests, as fair times weigh it with `restDays: avoid` (DESIGN section 8): 2 per hour more. */
export interface Rest {
  /** Whether a local date is of its weekend, or a public holiday. */
  readonly restDay: (date: string) => boolean;
  /** Observances to avoid. */
  readonly avoid: readonly LocalPeriod[];
  /** What a session would meet there; each kind and label once a date. */
  readonly meets: (at: number, durationMinutes: number) => Omit<Told, 'session' | 'city'>[];
}

/** @param holidays of its country: date → name */
export function restOf(city: City, holidays: PlanHolidays['days'][string]): Rest {
  const observed = city.observances
    .filter(({ effect }) => effect === 'avoid')
    .map(({ from, to, label, localHours }) => ({ label, period: { from, to, hours: localHours } }));
  const isWeekend = (date: string) => city.weekend.includes(isoWeekday(date));
  return {
    restDay: (date) => isWeekend(date) || Object.hasOwn(holidays, date),
    avoid: observed.map(({ period }) => period),
    meets: (at, durationMinutes) => {
      const days = datesOf(at, durationMinutes, city.zone).flatMap(
        (date): Omit<Told, 'session' | 'city'>[] => {
          const holiday = Object.hasOwn(holidays, date) ? holidays[date]! : null;
          return [
            ...(isWeekend(date) ? [{ date, kind: 'weekend' as const, label: 'its weekend' }] : []),
            ...(holiday === null ? [] : [{ date, kind: 'holiday' as const, label: holiday }]),
          ];
        },
      );
      const [date] = datesOf(at, durationMinutes, city.zone);
      const met = observed.filter(({ period }) => touches(period, at, durationMinutes, city.zone));
      return [...days, ...met.map(({ label }) => ({ date: date!, kind: 'observance' as const, label }))];
    },
  };
}

/**
 * The years that public holidays must be known of for sessions in such windows: a day more on both sides, since a city's
 * clock may be on another date than the window's, and a session lasts up to a day.
 */
export function yearsOf(windows: readonly { from: string; to: string }[]): number[] {
  const years = new Set<number>();
  for (const { from, to } of windows) {
    const last = Number(addDays(to, 2).slice(0, 4));
    for (let year = Number(addDays(from, -1).slice(0, 4)); year <= last; year++) years.add(year);
  }
  return [...years].sort((a, b) => a - b);
}

/** The local dates that a session touches. */
function datesOf(at: number, durationMinutes: number, zone: string): string[] {
  const last = localDate(at + durationMinutes * MINUTE - 1_000, zone);
  const dates = [localDate(at, zone)];
  while (dates.at(-1)! < last) dates.push(addDays(dates.at(-1)!, 1));
  return dates;
}

/** Whether it weighs anything. */
function touches(period: LocalPeriod, at: number, durationMinutes: number, zone: string): boolean {
  const query = { startInstant: at, durationMinutes, zone, isHost: false };
  return burdenMinutes({ ...query, avoid: [period] }) > burdenMinutes(query);
}
