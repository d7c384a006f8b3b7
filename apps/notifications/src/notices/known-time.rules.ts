import type { DELIVERY_STATES } from '#contracts';
import type { NoticeKind } from './notice.js';

/** A mail about a session that was given to the server, or may have been, and the start it named. */
export interface ToldTime {
  readonly notice: NoticeKind;
  readonly state: (typeof DELIVERY_STATES)[number];
  readonly start: Date;
}

/** What a reader knows of when a session starts. */
export interface KnownTime {
  /** Whether they have been told of its start as it is now. */
  readonly isNow: boolean;
  /** The start that they were told of last before; null when they know of no other. */
  readonly before: Date | null;
}

/** These say that a time is new; all others just name it, which readers who know another may not notice. */
const TELLS_OF_A_TIME = new Set<NoticeKind>(['time-changed', 'session-delayed']);

/**
 * What a reader knows by the mails they got.
 * @param told in the order in which they went out
 * @param start of the session as it is now
 */
export function knownTime(told: readonly ToldTime[], start: Date): KnownTime {
  const differs = told.findLastIndex((mail) => mail.start.getTime() !== start.getTime());
  const isNow = told.some(
    ({ notice, state }, index) =>
      index > differs && state === 'sent' && (index === 0 || TELLS_OF_A_TIME.has(notice)),
  );
  return { isNow, before: told[differs]?.start ?? null };
}
