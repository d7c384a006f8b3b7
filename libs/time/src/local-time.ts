import { DateTime } from 'luxon';
import { instantMillis, type Instant } from './instants.js';
import { daysBetween, formatDate, formatLocal } from './wall-times.js';
import { formatOffset } from './zone-names.js';
import { zone } from './zones.js';

export interface LocalTime {
  /** `2027-06-10T08:00:00` */
  local: string;
  /** `-04:00` */
  offset: string;
  /** Local date minus the host's local date, in days: -1 is "the day before". */
  dayShift: number;
}

/**
 * What clocks of a zone show at an instant. `relativeToDate` is the host's local date (`YYYY-MM-DD`) that
 * the day shift counts from; without it the shift is 0. Throws UnknownZoneError, InvalidInstantError.
 */
export function localTime(
  instant: Instant,
  zoneName: string,
  { relativeToDate }: { relativeToDate?: string | undefined } = {},
): LocalTime {
  const ms = instantMillis(instant);
  const offset = zone(zoneName).offsetMillis(ms);
  const wall = ms + offset;
  return {
    local: formatLocal(wall),
    offset: formatOffset(offset),
    dayShift: relativeToDate === undefined ? 0 : daysBetween(relativeToDate, formatDate(wall)),
  };
}

/** The date (`YYYY-MM-DD`) in a zone at an instant. */
export function localDate(instant: Instant, zoneName: string): string {
  const ms = instantMillis(instant);
  return formatDate(ms + zone(zoneName).offsetMillis(ms));
}

export interface LocalDescription {
  /** "June 10, 2027", "2027年6月10日" */
  date: string;
  /** "7:00 PM", "19:00": 12 or 24 hours as the language has it */
  time: string;
  weekday: string;
  /** The date with its weekday: "Thursday, June 10, 2027", "2027年6月10日木曜日" */
  longDate: string;
  /** In a sentence: "Thursday, June 10, 2027 at 7:00 PM", "lúc 19:00 Thứ Năm, 10 tháng 6, 2027" */
  dateTime: string;
  /** In a list: "Thu, Jun 10, 7:00 PM", "6月10日(木) 19:00" */
  shortDateTime: string;
  /** "Indochina Time"; "UTC+07:00" where the language data has no name or disagrees with the tzdb */
  zoneName: string;
  /** "UTC+07:00" */
  offset: string;
}

/**
 * An instant in words for mail and pages: language data from Intl, clock from the pinned tzdb.
 * `locale` is a BCP 47 tag (en, vi, ja, it, kn …). Throws UnknownZoneError, InvalidInstantError.
 */
export function describeLocal(instant: Instant, zoneName: string, locale: string): LocalDescription {
  const where = zone(zoneName);
  const at = DateTime.fromMillis(instantMillis(instant), { zone: where, locale });
  const say = (options: Intl.DateTimeFormatOptions) => plainSpaces(at.toLocaleString(options));
  return {
    date: say(DateTime.DATE_FULL),
    time: say(DateTime.TIME_SIMPLE),
    weekday: say({ weekday: 'long' }),
    longDate: say(DateTime.DATE_HUGE),
    dateTime: say({ ...DateTime.DATE_HUGE, ...DateTime.TIME_SIMPLE }),
    shortDateTime: say({ weekday: 'short', month: 'short', day: 'numeric', ...DateTime.TIME_SIMPLE }),
    zoneName: where.offsetName(at.toMillis(), { format: 'long', locale }),
    offset: `UTC${where.formatOffset(at.toMillis(), 'short')}`,
  };
}

// Newer ICU puts U+202F before AM and PM, which some mail programs show as a box.
function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}
