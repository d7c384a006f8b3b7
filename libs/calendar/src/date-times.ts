import { formatInstant, instantMillis, localTime, resolve } from '#time';
import { addProperty, ICAL, type Component } from './ical.js';

/** Adds a date-time in UTC, as DTSTAMP and LAST-MODIFIED must be. Throws InvalidInstantError. */
export function addInstant(component: Component, name: string, instant: string | number): void {
  // RFC 5545 knows no fractions of a second.
  const second = Math.floor(instantMillis(instant) / 1000) * 1000;
  addProperty(component, name, ICAL.Time.fromDateTimeString(formatInstant(second)));
}

/**
 * Adds DTSTART or DTEND as local time with a reference to its zone, so that calendars show what people
 * agreed. A wall time that happens twice is written in UTC instead: RFC 5545 section 3.3.5 takes the first
 * occurrence and readers differ (ical.js takes the second). Throws UnknownZoneError, InvalidInstantError.
 */
export function addZoned(component: Component, name: string, instant: string | number, zone: string): void {
  const { local } = localTime(instant, zone);
  if (resolve(local, zone).kind === 'overlap') addInstant(component, name, instant);
  else addProperty(component, name, ICAL.Time.fromDateTimeString(local), { parameters: { tzid: zone } });
}
