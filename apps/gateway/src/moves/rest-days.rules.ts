import type { City, MoveEffects } from '#contracts';
import { addDays, isoWeekday } from '#time';

type Day = NonNullable<MoveEffects['days']>[number];
/** Country → local dates. */
type Holidays = ReadonlyMap<string, ReadonlyMap<string, string>>;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * The weekends, public holidays and observances that sessions begin on after a move, in the cities that are required,
 * each on its own date.
 */
export function restDaysOf(
  sessions: MoveEffects['sessions'],
  cities: ReadonlyMap<string, City>,
  holidays: Holidays,
): Day[] {
  return sessions.flatMap(({ session, cities: clocks }) =>
    clocks.flatMap(({ city: slug, part, after }) => {
      const city = cities.get(slug);
      if (!city || part !== 'required') return [];
      const date = after.local.slice(0, 10);
      return daysOf(city, date, after.local.slice(11, 16), holidays).map((day) => ({
        session,
        city: slug,
        date,
        ...day,
      }));
    }),
  );
}

function daysOf(city: City, date: string, time: string, holidays: Holidays): Pick<Day, 'kind' | 'label'>[] {
  const weekday = isoWeekday(date);
  const observed = city.observances.filter(({ from, to, localHours }) => {
    const covers = (day: string) => from <= day && day <= to;
    if (!localHours) return covers(date);
    if (localHours.from < localHours.to) {
      return covers(date) && localHours.from <= time && time < localHours.to;
    }
    // Hours that pass midnight reach into the next day.
    return (covers(date) && localHours.from <= time) || (covers(addDays(date, -1)) && time < localHours.to);
  });
  const holiday = holidays.get(city.country)?.get(date);
  return [
    ...(city.weekend.includes(weekday) ? [{ kind: 'weekend' as const, label: WEEKDAYS[weekday - 1]! }] : []),
    ...(holiday === undefined ? [] : [{ kind: 'holiday' as const, label: holiday }]),
    ...observed.map(({ label }) => ({ kind: 'observance' as const, label })),
  ];
}
