import { minuteOf } from '../comfort.js';
import { formatDate } from '../wall-times.js';

const DAY = 86_400_000;
const MINUTES = 1_440;

/** Hours of a local day, `HH:MM`; `to` is not included, may be 24:00, and may lie after midnight. */
export interface LocalHours {
  readonly from: string;
  readonly to: string;
}

/** Local days from `from` to `to`, both included: whole, or certain hours that begin on each of them. */
export interface LocalPeriod {
  readonly from: string;
  readonly to: string;
  readonly hours?: LocalHours | undefined;
}

/** Minutes since local midnight, `until` not included. */
export interface MinuteSpan {
  readonly from: number;
  readonly until: number;
}

export const WHOLE_DAY: readonly MinuteSpan[] = [{ from: 0, until: MINUTES }];

/** What periods take of one local day (wall ms of its midnight). Hours that pass midnight reach into the next day. */
export function spansOn(midnight: number, periods: readonly LocalPeriod[]): MinuteSpan[] {
  if (periods.length === 0) return [];
  const date = formatDate(midnight);
  const dayBefore = formatDate(midnight - DAY);
  return periods.flatMap((period) => {
    const covers = (day: string) => period.from <= day && day <= period.to;
    if (!period.hours) return covers(date) ? WHOLE_DAY : [];
    const from = minuteOf(period.hours.from);
    const until = minuteOf(period.hours.to);
    if (from < until) return covers(date) ? [{ from, until }] : [];
    return [
      ...(covers(dayBefore) ? [{ from: 0, until }] : []),
      ...(covers(date) ? [{ from, until: MINUTES }] : []),
    ];
  });
}

/** What is left of a day outside of these hours. */
export function spansOutside(hours: LocalHours): MinuteSpan[] {
  const from = minuteOf(hours.from);
  const until = minuteOf(hours.to);
  if (from >= until) return [{ from: until, until: from }];
  return [
    { from: 0, until: from },
    { from: until, until: MINUTES },
  ];
}
