import type { SessionNoticeKind } from '../notices/notice.js';
import type { RoleNoticeKind } from '../notices/role-notice.js';
import type { Audience } from '../reminders/reminder.rules.js';

/** One notice to many people: its recipients are asked for page by page after commit. */
export type Dispatch = SessionDispatch | MatterDispatch;

interface Opened {
  readonly id: string;
  /** What makes it another one than the last of its kind. */
  readonly occasion: string | null;
  /** Cursor after the last page whose deliveries are written. */
  readonly after: string | null;
  readonly attempts: number;
  /** Whom a notice about a session is for; `participants` for those about anything else. */
  readonly audience: Audience;
}

/** To people with a seat in a session, or with a role there. */
export interface SessionDispatch extends Opened {
  readonly notice: SessionNoticeKind;
  readonly sessionId: string;
  readonly matterId: null;
  /** Of the reminder that fires, and of its planning. */
  readonly reminderId: string | null;
  readonly generation: number | null;
  readonly rule: string | null;
  readonly zone: string | null;
  /** Only people whose seat is older. */
  readonly seatBefore: Date | null;
  readonly timeVersion: number | null;
}

/** To the people behind a role of a programme. */
export interface MatterDispatch extends Opened {
  readonly notice: RoleNoticeKind;
  readonly sessionId: null;
  readonly matterId: string;
  readonly role: 'organizer' | 'liaison';
  readonly programmeId: string;
  /** The cities whose liaisons it goes to; for organizers the one that it is about. */
  readonly cities: readonly string[] | null;
}

/** What makes a mail to somebody behind a role another one: who organizes and speaks for a city gets what each role is told, once. */
export function occasionOf({
  matterId,
  role,
  city,
  occasion,
}: Pick<MatterDispatch, 'matterId' | 'role' | 'occasion'> & { city: string | null }): string {
  return [matterId, role, city ?? '', occasion].join(' ');
}
