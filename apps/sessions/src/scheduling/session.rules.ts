import { isDeepStrictEqual } from 'node:util';
import {
  ReleasePublished,
  RuleViolation,
  SessionChanged,
  type Action,
  type ReleaseChange,
  type Session,
  type Start,
} from '#contracts';
import { instantMillis } from '#time';
import { consentOf, type Leaver } from './consent.rules.js';
import { isOnItsDay, refusePast, startInput } from './start.rules.js';

const MINUTE = 60_000;

export type SessionStatus = Session['status'];
export type SessionEvent = 'release' | 'cancel';

export interface SessionTransition {
  to: SessionStatus;
  /** Who may; an event that is cancelled cancels its sessions by itself. */
  who: Action;
  /** Subjects of the facts that tell of it. */
  facts: readonly string[];
}

/** The states of a session (docs/STATES.md). What is missing is refused; cancelled is final. */
export const SESSION_STATES: Record<SessionStatus, Partial<Record<SessionEvent, SessionTransition>>> = {
  draft: {
    release: {
      to: 'scheduled',
      who: 'release.publish',
      facts: [SessionChanged.subject, ReleasePublished.subject],
    },
    cancel: { to: 'cancelled', who: 'session.write', facts: [SessionChanged.subject] },
  },
  scheduled: {
    cancel: {
      to: 'cancelled',
      who: 'session.write',
      facts: [SessionChanged.subject, ReleasePublished.subject],
    },
  },
  cancelled: {},
};

/**
 * The status after an event.
 * @throws RuleViolation `session.state`
 */
export function statusAfter(status: SessionStatus, event: SessionEvent): SessionStatus {
  const transition = SESSION_STATES[status][event];
  if (transition) return transition.to;
  const problem = status === 'cancelled' ? 'It is cancelled, and that is final.' : `It is ${status} already.`;
  throw new RuleViolation('session.state', problem);
}

/** What readers see of a session. */
export type SessionContent = Pick<
  Session,
  | 'title'
  | 'format'
  | 'purpose'
  | 'languages'
  | 'place'
  | 'parts'
  | 'speakers'
  | 'start'
  | 'durationMinutes'
  | 'window'
  | 'relations'
  | 'status'
  | 'live'
  | 'recordingUrl'
> & {
  ownCity: string;
  /** Cities that have left its event. */
  gone: readonly Leaver[];
};

export const CONTENT_FIELDS = [
  'title',
  'format',
  'purpose',
  'languages',
  'place',
  'parts',
  'speakers',
  'start',
  'durationMinutes',
  'window',
  'relations',
] as const satisfies readonly (keyof SessionContent)[];
export type ContentField = (typeof CONTENT_FIELDS)[number];

/** What an entry in a calendar shows. */
const CALENDAR_FIELDS: readonly ContentField[] = ['start', 'durationMinutes', 'title', 'place'];

/** What is said on the day and after it: no part of the published schedule. */
const DAY_OF_FIELDS = ['live', 'recordingUrl'] as const;

/** The fields that differ, in the API's names. A start differs by wall time, zone or instant. */
export function changedFields(before: SessionContent, after: SessionContent): ContentField[] {
  return CONTENT_FIELDS.filter((field) =>
    field === 'start'
      ? !isDeepStrictEqual(releasedStart(before), releasedStart(after))
      : !isDeepStrictEqual(before[field], after[field]),
  );
}

export interface Counters {
  version: number;
  sequence: number;
  timeVersion: number;
}

/**
 * The counters after a change (DESIGN section 9). Calendars have seen a session from its release on, so drafts, and
 * the release itself, leave `sequence` alone. A change that changes nothing counts nothing.
 */
export function countersAfter(counters: Counters, before: SessionContent, after: SessionContent): Counters {
  const fields = changedFields(before, after);
  const isOtherStatus = before.status !== after.status;
  const isOtherDay = DAY_OF_FIELDS.some((field) => !isDeepStrictEqual(before[field], after[field]));
  if (fields.length === 0 && !isOtherStatus && !isOtherDay) return { ...counters };
  const isSeenByCalendars =
    before.status === 'scheduled' &&
    (isOtherStatus || fields.some((field) => CALENDAR_FIELDS.includes(field)));
  return {
    version: counters.version + 1,
    sequence: counters.sequence + (isSeenByCalendars ? 1 : 0),
    timeVersion: counters.timeVersion + (isMoved(before, after) ? 1 : 0),
  };
}

/** The exceptions of an occurrence from its series after a change of it alone; `status` once it is cancelled. */
export function exceptionsAfter(
  exceptions: readonly string[],
  before: SessionContent,
  after: SessionContent,
): string[] {
  const isCancelled = before.status !== after.status && after.status === 'cancelled';
  const added = [...changedFields(before, after), ...(isCancelled ? ['status'] : [])];
  return [...new Set([...exceptions, ...added])];
}

/** Whether the instant changed; the same instant told by another zone's clock is no move. */
export function isMoved(
  before: Pick<SessionContent, 'start'>,
  after: Pick<SessionContent, 'start'>,
): boolean {
  return before.start?.instant !== after.start?.instant;
}

/**
 * What a release says about a change, or null when its readers need not know: nothing changed, or nobody outside
 * could see it.
 */
export function releaseChange(
  session: string,
  before: SessionContent,
  after: SessionContent,
): ReleaseChange | null {
  const entry = { session, title: after.title };
  const [from, to] = [releasedStart(before), releasedStart(after)];
  if (before.status === 'draft') return after.status === 'scheduled' ? { ...entry, kind: 'new', to } : null;
  if (before.status !== after.status) return { ...entry, kind: 'cancelled', from };
  const fields = changedFields(before, after);
  if (fields.length === 0) return null;
  if (!fields.includes('start')) return { ...entry, kind: 'changed', fields };
  const others = fields.filter((field) => field !== 'start');
  return { ...entry, kind: 'moved', from, to, ...(others.length > 0 && { fields: others }) };
}

/**
 * The cities whose consent a change of time needs: of a released session, every required city but its own, as it was
 * before (DESIGN section 9), unless it has left the event. Empty when none is needed.
 */
export function citiesToAsk(before: SessionContent, after: SessionContent): string[] {
  return isMoved(before, after) ? consentOf(before) : [];
}

type Timed = Pick<SessionContent, 'status' | 'start' | 'durationMinutes' | 'live'>;

/** Whether a released session's start is over, so that people have come; a draft may stand in the past. */
export function hasBegun({ status, start }: Timed, now: Date): boolean {
  return status === 'scheduled' && start !== null && instantMillis(start.instant) <= now.getTime();
}

/** Whether it has taken place: its time is over, or somebody has said that it has ended. */
export function hasEnded(session: Timed, now: Date): boolean {
  if (!hasBegun(session, now)) return false;
  const ends = instantMillis(session.start!.instant) + session.durationMinutes * MINUTE;
  return session.live?.state === 'ended' || ends <= now.getTime();
}

/**
 * What has taken place stays, with who was there.
 * @throws RuleViolation `session.state` once it has ended
 */
export function checkCancel(session: Timed, now: Date): void {
  if (!hasEnded(session, now)) return;
  throw new RuleViolation(
    'session.state',
    'It has taken place, so it can’t be cancelled any more: it stays with its seats and who joined.',
  );
}

/**
 * What has begun takes no new start.
 * @throws RuleViolation `session.state`, with what can be done instead
 */
export function refuseBegun(session: Timed, now: Date): void {
  if (hasEnded(session, now)) {
    throw new RuleViolation(
      'session.state',
      'It has taken place, and its time stays: add its recording with POST /v1/sessions/{id}/recording, or make a new ' +
        'session for another time.',
    );
  }
  if (!hasBegun(session, now)) return;
  throw new RuleViolation(
    'session.state',
    'It has begun, so it takes no new start: announce a delay with POST /v1/sessions/{id}/delay.',
  );
}

/**
 * What people were told of gets no new start once it has begun, and none that is over. A draft may stand in the past, as a
 * record of what has been.
 * @throws RuleViolation `session.state` for what has begun; `validation.failed` naming `start.local`
 */
export function checkNewStart(before: SessionContent, after: Pick<SessionContent, 'start'>, now: Date): void {
  if (!isMoved(before, after)) return;
  refuseBegun(before, now);
  if (before.status === 'scheduled' && after.start) refusePast(after.start, now);
}

/**
 * Refuses a change that this session's state does not allow.
 * @throws RuleViolation `session.state` for a cancelled session, and one that is scheduled and would lose its start; what
 *   `checkNewStart` does; when other cities must agree first, `move.required` with `{cities, propose}`, and within 24
 *   hours of the start `delay.required` with `{cities, announce}`: requests that do what was meant
 */
export function checkChange(id: string, before: SessionContent, after: SessionContent, now: Date): void {
  if (before.status === 'cancelled') {
    throw new RuleViolation('session.state', 'A cancelled session is final; make a new one.');
  }
  if (before.status === 'scheduled' && after.start === null) {
    throw new RuleViolation('session.state', 'A released session needs a start; move it, or cancel it.');
  }
  checkNewStart(before, after, now);
  if (hasEnded(before, now) && before.durationMinutes !== after.durationMinutes) refuseBegun(before, now);
  const cities = citiesToAsk(before, after);
  if (cities.length > 0) throw consentNeeded(id, before.start!, after.start!, cities, now);
}

function consentNeeded(id: string, from: Start, to: Start, cities: string[], now: Date): RuleViolation {
  const start = startInput(to);
  if (isOnItsDay(from, now)) {
    return new RuleViolation(
      'delay.required',
      `It starts within 24 hours, too soon to ask ${cities.join(', ')}: announce a delay with POST /v1/sessions/{id}/delay.`,
      {
        cities,
        announce: { method: 'POST', path: `/v1/sessions/${id}/delay`, body: { start, reason: '…' } },
      },
    );
  }
  return new RuleViolation(
    'move.required',
    `Its time is agreed with ${cities.join(', ')}: propose a move with POST /v1/moves, which they answer first.`,
    {
      cities,
      propose: { method: 'POST', path: '/v1/moves', body: { sessions: [{ id, start }], reason: '…' } },
    },
  );
}

/**
 * Refuses a change made from an outdated page.
 * @throws RuleViolation `version.mismatch` with the current `{version}`
 */
export function checkVersion(version: number, ifVersion: number | undefined): void {
  if (ifVersion === undefined || ifVersion === version) return;
  throw new RuleViolation(
    'version.mismatch',
    `It has version ${version} by now, not ${ifVersion}: read it again and repeat the change.`,
    { version },
  );
}

function releasedStart({ start }: Pick<SessionContent, 'start'>) {
  return start && { local: start.local, zone: start.zone, instant: start.instant };
}
