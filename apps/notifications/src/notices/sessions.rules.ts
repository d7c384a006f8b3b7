import { dueOf } from '../reminders/due.rules.js';
import type { Rules } from '../reminders/wanted.rules.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { JOIN_AHEAD_MS } from './relevance.rules.js';
import type { SessionNoticeKind } from './notice.js';

/** A notice to people with a seat in a session, to be dispatched. */
export interface SessionNews {
  readonly notice: SessionNoticeKind;
  /** What makes it another one than the last about this session and time. */
  readonly occasion?: string;
}

type State = Pick<
  SessionCopy,
  | 'status'
  | 'start'
  | 'durationMinutes'
  | 'timeVersion'
  | 'sequence'
  | 'placeName'
  | 'live'
  | 'recordingUrl'
  | 'version'
>;

/**
 * What people with a seat are told when a session has changed. Only what had been published with something else: one mail
 * about a time, which names the place too; a new end is a new time like a new start, and a delay on the day itself is one with
 * its reason.
 */
export function noticesOfSession(before: State, after: State): SessionNews[] {
  if (after.status !== 'scheduled' || before.status !== 'scheduled') return [];
  const news: SessionNews[] = [];
  const isTimed = before.start !== null && after.start !== null;
  if (isTimed && after.timeVersion > before.timeVersion) {
    news.push({ notice: isDelayed(after) ? 'session-delayed' : 'time-changed' });
  } else if (isTimed && after.durationMinutes !== before.durationMinutes) {
    news.push({ notice: 'time-changed', occasion: `${after.sequence}` });
  } else if (after.placeName !== null && before.placeName !== null && before.placeName !== after.placeName) {
    news.push({ notice: 'place-changed', occasion: `${after.sequence}` });
  }
  if (after.live?.state === 'technical-problem' && before.live?.state !== 'technical-problem') {
    news.push({ notice: 'technical-problem', occasion: after.live.since });
  }
  if (after.recordingUrl && !before.recordingUrl) news.push({ notice: 'recording', occasion: '' });
  return news;
}

/** What concerns who speaks, whether or not they have a seat. */
const FOR_SPEAKERS: readonly SessionNoticeKind[] = ['time-changed', 'session-delayed', 'place-changed'];

/**
 * What those who speak are told when a session has changed: they have it in their calendars, and come to where it is. Who
 * also has a seat is told once.
 */
export function noticesToSpeakers(
  before: State,
  after: State & Pick<SessionCopy, 'speakers'>,
): SessionNews[] {
  if (after.speakers.length === 0) return [];
  if (before.status === 'scheduled' && after.status === 'cancelled') return [{ notice: 'session-cancelled' }];
  return noticesOfSession(before, after).filter(({ notice }) => FOR_SPEAKERS.includes(notice));
}

function isDelayed({ live }: State): boolean {
  return live?.state === 'delayed' && (live.delayMinutes ?? 0) > 0;
}

/**
 * When the link to join has a mail of its own: as soon as links are good, where no reminder goes out after that.
 * @param rules in force
 */
export function joinLinkDueAt({ start, status }: Pick<State, 'start' | 'status'>, rules: Rules): Date | null {
  if (status !== 'scheduled' || !start) return null;
  const at = Date.parse(start.instant);
  const isReminded = rules.some(
    ({ rule, to }) =>
      to.includes('participants') &&
      at - dueOf(rule, start.instant, start.zone).at.getTime() <= JOIN_AHEAD_MS,
  );
  if (isReminded) return null;
  return new Date(Date.parse(start.instant) - 24 * 3_600_000);
}
