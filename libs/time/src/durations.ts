import { Duration } from 'luxon';
import { InvalidDurationError, quote } from './errors.js';
import { formatInstant, instantMillis, type Instant } from './instants.js';
import { settle } from './resolve.js';
import { formatLocal } from './wall-times.js';
import { zone } from './zones.js';

const DAY = 86_400_000;
const DURATION = /^P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)$/;

/**
 * An ISO 8601 duration of weeks, or of days, hours, minutes and seconds, in whole numbers: `P7D`, `PT10M`,
 * `P1DT2H`. Months and years are refused, their length depends on the date. Throws InvalidDurationError.
 */
export function parseDuration(text: string): Duration {
  const match = typeof text === 'string' ? DURATION.exec(text) : null;
  if (!match || text === 'P' || text.endsWith('T')) {
    throw new InvalidDurationError(
      `${quote(text)} is not a duration: write days as P7D, hours and minutes as PT1H30M, both as P1DT2H`,
    );
  }
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Duration.fromObject({ days: days! + weeks! * 7, hours, minutes, seconds });
}

/**
 * The instant a duration (text, or what `parseDuration` gave) before another. Days are calendar days in the
 * zone: P1D before 09:00 is 09:00 on the day before, also across a clock change; hours and smaller are
 * exact, counted after the days (RFC 5545 section 3.3.6 has the same split). Landing in a gap moves forward
 * by the gap's length, landing in an overlap takes the earlier instant. Throws UnknownZoneError,
 * InvalidInstantError, InvalidDurationError, and InvalidLocalTimeError before 1970.
 */
export function minus(instant: Instant, duration: Duration | string, zoneName: string): string {
  // Not shiftTo: it would make a calendar day of 24 exact hours.
  const { days, hours, minutes, seconds } = typeof duration === 'string' ? parseDuration(duration) : duration;
  const where = zone(zoneName);
  const start = instantMillis(instant);
  const wall = start + where.offsetMillis(start);
  const dayBefore = days === 0 ? start : settle(formatLocal(wall - days * DAY), zoneName);
  return formatInstant(dayBefore - ((hours * 60 + minutes) * 60 + seconds) * 1000);
}
