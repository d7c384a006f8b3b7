import { calendarUid } from '#contracts';
import { openInvitation } from '#calendar';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { SharedMail } from './mail/mail.js';
import type { SessionNotice, SessionReader } from './notice.js';

/** What an invitation says besides the session itself. */
export interface InvitationDetails {
  title: string;
  location: string | null;
  organizer: { name: string; address: string };
  url: string;
}

const IN_CALENDARS = new Set<SessionReader['seatStatus']>(['confirmed', 'held']);
/** The calendar's own alarm, for those whose mail does not reach them in time. */
const ALARM_MINUTES = 10;

/** Whether who has such a seat has the session in their calendar: who waits has nothing to put there yet. */
export const isInCalendar = (status: SessionReader['seatStatus']): boolean => IN_CALENDARS.has(status);

/**
 * The calendar part of a notice to people with one status (iTIP, RFC 5546): the UID stays the session's, SEQUENCE is its
 * own, so that whatever comes in whatever order, calendars show the newest. Null when there is none.
 */
export function invitationFor(
  { calendar: method }: SessionNotice,
  session: SessionCopy,
  { seatStatus, role }: Pick<SessionReader, 'seatStatus' | 'role'>,
  { title, location, organizer, url }: InvitationDetails,
): SharedMail['invitation'] {
  if (!method || !session.start) return null;
  if (method === 'REQUEST' && !isInCalendar(seatStatus) && role?.as !== 'speaker') return null;
  const content = openInvitation({
    method,
    event: {
      uid: calendarUid(session.id),
      sequence: session.sequence,
      start: { instant: session.start.instant, zone: session.start.zone },
      durationMinutes: session.durationMinutes,
      summary: title,
      ...(location && { location }),
      url,
      organizer: { name: organizer.name, email: organizer.address },
      status: method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
      // What no longer takes place rings no bell (RFC 5546 section 3.2.5).
      ...(method === 'REQUEST' && { alarmMinutesBefore: [ALARM_MINUTES] }),
    },
  });
  return {
    method,
    content: content.map((piece) => (typeof piece === 'string' ? piece : { slot: piece.line })),
  };
}
