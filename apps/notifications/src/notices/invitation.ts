import { calendarUid } from '#contracts';
import { openInvitation } from '#calendar';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { SharedMail } from './mail/mail.js';
import type { CalendarEntry, SessionNotice, SessionReader } from './notice.js';

/** What an invitation says besides the session itself. */
export interface InvitationDetails {
  title: string;
  location: string | null;
  organizer: { name: string; address: string };
  url: string;
}

/** The calendar's own alarm, for those whose mail does not reach them in time. */
const ALARM_MINUTES = 10;

/**
 * Whether who has such a seat has the session in their calendar, as who comes (PARTSTAT=ACCEPTED). Who waits has nothing
 * to put there yet, and neither has who holds a seat: it is anybody's word until the address is confirmed, and ends by
 * itself without a mail that would take it out.
 */
export const isInCalendar = (status: SessionReader['seatStatus']): boolean => status === 'confirmed';

/**
 * The calendar part of a notice to people with one status (iTIP, RFC 5546): the UID stays the session's and SEQUENCE rises,
 * so that whatever comes in whatever order, calendars show the newest. Null when there is none.
 */
export function invitationFor(
  notice: SessionNotice,
  session: SessionCopy,
  { seatStatus, role }: Pick<SessionReader, 'seatStatus' | 'role'>,
  { title, location, organizer, url }: InvitationDetails,
  entry: CalendarEntry,
): SharedMail['invitation'] {
  const { calendar: method, withdraws } = notice;
  if (!method || !session.start) return null;
  if (method === 'REQUEST' && !isInCalendar(seatStatus) && role?.as !== 'speaker') return null;
  if (withdraws && entry.stays) return null;
  const content = openInvitation({
    method,
    event: {
      uid: calendarUid(session.id),
      sequence: sequenceOf(session, notice, entry),
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

/**
 * SEQUENCE in the session's entry of one reader. Taking it out is one above what came before (RFC 5546 section 2.1.4), and
 * what follows, when they take a seat again, one above that; everybody else has the session's own.
 */
function sequenceOf(
  { sequence }: SessionCopy,
  { withdraws }: SessionNotice,
  { withdrawals }: CalendarEntry,
): number {
  return sequence + 2 * withdrawals + (withdraws ? 1 : 0);
}
