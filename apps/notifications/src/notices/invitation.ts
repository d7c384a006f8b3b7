import { calendarUid, type Recipient } from '#contracts';
import { calendar } from '#calendar';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { Invitation } from './mail/mail.js';
import type { SessionNotice } from './notice.js';

/** What an invitation says besides the session itself. */
export interface InvitationDetails {
  title: string;
  location: string | null;
  organizer: { name: string; address: string };
  url: string;
  /** When this mail was decided on: the same for each try to send it. */
  stamp: Date;
}

/** Statuses in which a session belongs into a calendar: who waits has nothing to put there yet. */
const IN_CALENDARS = new Set<Recipient['seatStatus']>(['confirmed', 'held']);

/**
 * The calendar part of a notice to one person (iTIP, RFC 5546): the UID stays the session's, SEQUENCE is its own, so
 * that whatever comes in whatever order, calendars show the newest. Null when there is none.
 */
export function invitationFor(
  { calendar: method }: SessionNotice,
  session: SessionCopy,
  recipient: Recipient,
  { title, location, organizer, url, stamp }: InvitationDetails,
): Invitation | null {
  if (!method || !session.start) return null;
  if (method === 'REQUEST' && !IN_CALENDARS.has(recipient.seatStatus)) return null;
  const content = calendar({
    method,
    events: [
      {
        uid: calendarUid(session.id),
        sequence: session.sequence,
        start: { instant: session.start.instant, zone: session.start.zone },
        durationMinutes: session.durationMinutes,
        summary: title,
        ...(location && { location }),
        url,
        organizer: { name: organizer.name, email: organizer.address },
        attendee: { name: recipient.name, email: recipient.email, status: 'ACCEPTED' },
        status: method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
        stamp: stamp.toISOString(),
      },
    ],
  });
  return { method, content };
}
