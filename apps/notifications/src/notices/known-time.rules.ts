import type { DELIVERY_STATES } from '#contracts';
import type { Span } from '../programme/session-copy.entity.js';
import type { NoticeKind } from './notice.js';

/** A mail about a session that was given to the server, or may have been, and the start and end it named. */
export interface ToldTime extends Span {
  readonly notice: NoticeKind;
  readonly state: (typeof DELIVERY_STATES)[number];
}

/** What a reader knows of when a session takes place. */
export interface KnownTime {
  /** Whether they have been told of its start and its end as they are now. */
  readonly isNow: boolean;
  /** The times that they were told of last before; null when they know of no others. */
  readonly before: Span | null;
}

/** These say that a time is new; all others just name it, which readers who know another may not notice. */
const TELLS_OF_A_TIME = new Set<NoticeKind>(['time-changed', 'session-delayed']);

/**
 * What a reader knows by the mails they got.
 * @param told in the order in which they went out
 * @param now when the session takes place as it is now
 */
export function knownTime(told: readonly ToldTime[], now: Span): KnownTime {
  const differs = told.findLastIndex((mail) => !isSameSpan(mail, now));
  const isNow = told.some(
    ({ notice, state }, index) =>
      index > differs && state === 'sent' && (index === 0 || TELLS_OF_A_TIME.has(notice)),
  );
  const last = told[differs];
  return { isNow, before: last ? { start: last.start, end: last.end } : null };
}

function isSameSpan(one: Span, other: Span): boolean {
  return one.start.getTime() === other.start.getTime() && one.end.getTime() === other.end.getTime();
}
