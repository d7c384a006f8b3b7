import { instantMillis } from '#time';
import { endOf, vevent, type CalendarEvent } from './event.js';
import { addProperty, ICAL } from './ical.js';
import { CalendarError, oneLine, word } from './text.js';
import { vtimezone } from './vtimezone.js';

const PRODID = '-//Meridian//Linked events across cities//EN';
const METHODS = ['PUBLISH', 'REQUEST', 'CANCEL'] as const;

export interface Calendar {
  /** PUBLISH for feeds, REQUEST and CANCEL for mail to one attendee (iTIP, RFC 5546). */
  method: (typeof METHODS)[number];
  /** What calendar apps call a feed. */
  name?: string | undefined;
  events: readonly CalendarEvent[];
  /** How often a feed should be read again (RFC 7986 section 5.7). */
  refreshHours?: number | undefined;
}

/**
 * iCalendar text (RFC 5545): CRLF line ends, lines of at most 75 octets, a VTIMEZONE for each zone. The
 * same input gives the same text. Throws CalendarError when the events don't fit the method or hold an
 * address or identifier that can't be written safely, and the errors of `#time`.
 */
export function calendar({ method, name, events, refreshHours }: Calendar): string {
  for (const event of events) checkMethod(method, event);
  const component = new ICAL.Component('vcalendar');
  addProperty(component, 'version', '2.0');
  addProperty(component, 'prodid', PRODID);
  addProperty(component, 'calscale', 'GREGORIAN');
  addProperty(component, 'method', word('method', method, METHODS));
  if (name) {
    addProperty(component, 'name', oneLine(name));
    // The older name of the same property, which most calendar apps read.
    addProperty(component, 'x-wr-calname', oneLine(name));
  }
  if (refreshHours !== undefined) {
    const interval = new ICAL.Duration({ hours: refreshHours });
    addProperty(component, 'refresh-interval', interval, { type: 'duration' });
    addProperty(component, 'x-published-ttl', interval);
  }
  for (const [zone, { from, to }] of zonesOf(events)) component.addSubcomponent(vtimezone(zone, from, to));
  for (const event of events) component.addSubcomponent(vevent(event));
  return ICAL.stringify(component.jCal);
}

/** The restrictions of RFC 5546 sections 3.2.1, 3.2.2 and 3.2.5 that a caller can break. */
function checkMethod(method: Calendar['method'], { uid, organizer, attendee, status }: CalendarEvent): void {
  if (method === 'PUBLISH') {
    if (attendee) throw new CalendarError(`${uid}: a published event names no attendee`);
    return;
  }
  if (!organizer) throw new CalendarError(`${uid}: ${method} needs an organizer`);
  if (!attendee) throw new CalendarError(`${uid}: ${method} needs an attendee`);
  if ((method === 'CANCEL') !== (status === 'CANCELLED')) {
    throw new CalendarError(`${uid}: ${method} does not go with status ${status}`);
  }
}

/** Each zone with the first start and the last end (ms) in it. */
function zonesOf(events: readonly CalendarEvent[]): Map<string, { from: number; to: number }> {
  const zones = new Map<string, { from: number; to: number }>();
  for (const event of events) {
    const start = instantMillis(event.start.instant);
    const known = zones.get(event.start.zone) ?? { from: start, to: start };
    zones.set(event.start.zone, {
      from: Math.min(known.from, start),
      to: Math.max(known.to, endOf(event)),
    });
  }
  return zones;
}
