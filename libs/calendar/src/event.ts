import { instantMillis } from '#time';
import { addInstant, addZoned } from './date-times.js';
import { addProperty, ICAL, type Component } from './ical.js';
import { identifier, mailto, manyLines, oneLine, parameterText, webAddress, word } from './text.js';

const MINUTE = 60_000;
const STATUSES = ['CONFIRMED', 'CANCELLED', 'TENTATIVE'] as const;
const ANSWERS = ['ACCEPTED', 'NEEDS-ACTION', 'TENTATIVE'] as const;

export interface Attendee {
  name: string;
  email: string;
  status: (typeof ANSWERS)[number];
}

export interface CalendarEvent {
  /** The same for all versions of an event; never shown to people. */
  uid: string;
  /** Rises with every change that calendars must see (RFC 5546 section 2.1.4). */
  sequence: number;
  /** A session's `start`, of which its wall time follows. */
  start: { instant: string; zone: string };
  durationMinutes: number;
  summary: string;
  description?: string | undefined;
  location?: string | undefined;
  /** http or https */
  url?: string | undefined;
  organizer?: { name: string; email: string } | undefined;
  attendee?: Attendee | undefined;
  status: (typeof STATUSES)[number];
  /** An alarm so many minutes before the start, each. */
  alarmMinutesBefore?: readonly number[] | undefined;
  /** DTSTAMP: when this version of the event was made. An argument, so that equal input gives equal text. */
  stamp: string;
  lastModified?: string | undefined;
  categories?: readonly string[] | undefined;
}

/** End of the event in ms since the epoch. */
export function endOf(event: CalendarEvent): number {
  return instantMillis(event.start.instant) + event.durationMinutes * MINUTE;
}

/**
 * VEVENT (RFC 5545 section 3.6.1). Throws CalendarError for an address or identifier that can't be written
 * safely, and the errors of `#time` for a wrong instant or zone.
 */
export function vevent(event: CalendarEvent): Component {
  const component = new ICAL.Component('vevent');
  const { zone, instant } = event.start;
  addProperty(component, 'uid', identifier('uid', event.uid));
  addInstant(component, 'dtstamp', event.stamp);
  addProperty(component, 'sequence', event.sequence);
  addZoned(component, 'dtstart', instant, zone);
  // DTEND, not DURATION: a day in a DURATION is a calendar day, and 25 hours across a clock change are not.
  addZoned(component, 'dtend', endOf(event), zone);
  addProperty(component, 'summary', oneLine(event.summary));
  addProperty(component, 'status', word('status', event.status, STATUSES));
  if (event.description) addProperty(component, 'description', manyLines(event.description));
  if (event.location) addProperty(component, 'location', oneLine(event.location));
  if (event.url) addProperty(component, 'url', webAddress('url', event.url));
  if (event.lastModified) addInstant(component, 'last-modified', event.lastModified);
  if (event.categories?.length) addCategories(component, event.categories);
  addPeople(component, event);
  for (const minutes of event.alarmMinutesBefore ?? []) component.addSubcomponent(alarm(event, minutes));
  return component;
}

function addCategories(component: Component, categories: readonly string[]): void {
  const property = new ICAL.Property('categories');
  property.setValues(categories.map(oneLine));
  component.addProperty(property);
}

function addPeople(component: Component, { organizer, attendee }: CalendarEvent): void {
  if (organizer) {
    addProperty(component, 'organizer', mailto('organizer.email', organizer.email), {
      parameters: { cn: parameterText(organizer.name) },
    });
  }
  if (attendee) addAttendee(component, attendee);
}

/** Adds ATTENDEE. Throws CalendarError. */
export function addAttendee(component: Component, { name, email, status }: Attendee): void {
  addProperty(component, 'attendee', mailto('attendee.email', email), {
    parameters: {
      cn: parameterText(name),
      role: 'REQ-PARTICIPANT',
      partstat: word('attendee.status', status, ANSWERS),
    },
  });
}

function alarm(event: CalendarEvent, minutes: number): Component {
  const component = new ICAL.Component('valarm');
  addProperty(component, 'action', 'DISPLAY');
  addProperty(component, 'description', oneLine(event.summary));
  addProperty(component, 'trigger', new ICAL.Duration({ minutes, isNegative: true }));
  return component;
}
