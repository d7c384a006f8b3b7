import { formatLocal, instantMillis, transitions, type Transition } from '#time';
import { addProperty, ICAL, type Component } from './ical.js';

const MINUTE = 60_000;
const YEAR = 366 * 24 * 60 * MINUTE;

/**
 * VTIMEZONE of the pinned tzdb (RFC 5545 section 3.6.5) for instants (ms) from `from` to `to`. Each change
 * is an observance of its own: a yearly rule would have to be guessed from the transitions, and some zones
 * (Cuba in 2026) break their rule just when it matters. A year is added on both sides for readers that look
 * at neighbouring days. Throws UnknownZoneError.
 */
export function vtimezone(zone: string, from: number, to: number): Component {
  const timezone = new ICAL.Component('vtimezone');
  addProperty(timezone, 'tzid', zone);
  // The second year after `to` only tells whether the last change is undone again.
  const found = transitions(zone, from - YEAR, to + 2 * YEAR);
  found.forEach((transition, i) => {
    if (i > 0 && instantMillis(transition.at) >= to + YEAR) return;
    timezone.addSubcomponent(observance(found[i - 1], transition, found[i + 1]));
  });
  return timezone;
}

function observance(
  before: Transition | undefined,
  current: Transition,
  after: Transition | undefined,
): Component {
  const offsetFrom = (before ?? current).offsetMinutes;
  const component = new ICAL.Component(isSummerTime(before, current, after) ? 'daylight' : 'standard');
  // The onset is given in the local time in force before it.
  const onset = formatLocal(instantMillis(current.at) + offsetFrom * MINUTE);
  addProperty(component, 'dtstart', ICAL.Time.fromDateTimeString(onset));
  addProperty(component, 'tzoffsetfrom', ICAL.UtcOffset.fromSeconds(offsetFrom * 60));
  addProperty(component, 'tzoffsetto', ICAL.UtcOffset.fromSeconds(current.offsetMinutes * 60));
  addProperty(component, 'tzname', current.abbreviation);
  return component;
}

/** The tzdb's data doesn't say so: clocks went forward and go back within a year. */
function isSummerTime(
  before: Transition | undefined,
  current: Transition,
  after: Transition | undefined,
): boolean {
  return (
    after !== undefined &&
    after.offsetMinutes < current.offsetMinutes &&
    (before === undefined || before.offsetMinutes < current.offsetMinutes) &&
    instantMillis(after.at) - instantMillis(current.at) < YEAR
  );
}
