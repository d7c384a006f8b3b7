import { calendar } from './calendar.js';
import { addInstant } from './date-times.js';
import { addAttendee, type Attendee, type CalendarEvent } from './event.js';
import { ICAL, type Component } from './ical.js';
import { CalendarError } from './text.js';

/** A line that is each attendee's own, still to be written: who it is, and when this version was made. */
export type OpenLine = 'attendee' | 'stamp';

export interface OpenInvitation {
  /** iTIP (RFC 5546) */
  method: 'REQUEST' | 'CANCEL';
  event: Omit<CalendarEvent, 'attendee' | 'stamp'> & Required<Pick<CalendarEvent, 'organizer'>>;
}

/** Stand in for what is still to be written; no line that anybody could have given is the same. */
const SOMEBODY: Attendee = { name: 'Somebody', email: 'somebody@open.invalid', status: 'ACCEPTED' };
const SOME_TIME = '1970-01-01T00:00:01Z';

/**
 * An invitation as all attendees get it, in pieces: texts, and the lines between them that are each one's own. With
 * `attendeeLine` and `stampLine` in their places it is what `calendar` writes. Throws as `calendar` does.
 */
export function openInvitation({ method, event }: OpenInvitation): (string | { line: OpenLine })[] {
  const text = calendar({ method, events: [{ ...event, attendee: SOMEBODY, stamp: SOME_TIME }] });
  const [head, afterStamp] = cut(text, stampLine(SOME_TIME));
  const [middle, tail] = cut(afterStamp, attendeeLine(SOMEBODY));
  return [head, { line: 'stamp' }, middle, { line: 'attendee' }, tail];
}

/** ATTENDEE with its parameters, folded by octets, with its line end. Throws CalendarError. */
export const attendeeLine = (attendee: Attendee): string =>
  lineOf((component) => addAttendee(component, attendee));

/** DTSTAMP in UTC, with its line end. Throws InvalidInstantError. */
export const stampLine = (stamp: string): string =>
  lineOf((component) => addInstant(component, 'dtstamp', stamp));

function lineOf(write: (component: Component) => void): string {
  const component = new ICAL.Component('vevent');
  write(component);
  const property = component.getFirstProperty()!.jCal as unknown as unknown[];
  return `${ICAL.stringify.property(property, ICAL.design.icalendar, false)}\r\n`;
}

function cut(text: string, line: string): [string, string] {
  const parts = text.split(`\r\n${line}`);
  if (parts.length !== 2) throw new CalendarError(`the line is there ${parts.length - 1} times: ${line}`);
  return [`${parts[0]!}\r\n`, parts[1]!];
}
