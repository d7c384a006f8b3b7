import { invalidFields, RuleViolation, type Live, type Session, type Start } from '#contracts';
import { formatInstant, instantMillis } from '#time';
import { isOnItsDay, startAt } from '../scheduling/start.rules.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

export type LiveState = Live['state'];

/** The states of a session's day and what may follow each (docs/STATES.md); `none` is before anybody said anything. */
export const LIVE_TRANSITIONS: Record<'none' | LiveState, readonly LiveState[]> = {
  none: ['on-time', 'delayed', 'technical-problem', 'ended'],
  'on-time': ['on-time', 'delayed', 'technical-problem', 'ended'],
  delayed: ['on-time', 'delayed', 'technical-problem', 'ended'],
  'technical-problem': ['on-time', 'delayed', 'technical-problem', 'ended'],
  // Back to on-time: “ended” was a slip, and it goes on.
  ended: ['on-time', 'ended'],
};

/** A session as its day sees it. `agreedStart` is the start before the first delay; null while there was none. */
export interface DayOfSession extends Pick<Session, 'status' | 'durationMinutes' | 'live'> {
  start: Start | null;
  agreedStart: Start | null;
}

/**
 * What the session's readers see after somebody said how it goes.
 * @throws RuleViolation `session.state` for sessions that are not released, for “ended” before it began, and after “ended”
 */
export function liveAfter(
  session: DayOfSession,
  { state, message }: Pick<Live, 'state' | 'message'>,
  now: Date,
): Live {
  refuseUnreleased(session.status);
  const { start, live, agreedStart } = session;
  if (state === 'ended' && start && now.getTime() < instantMillis(start.instant)) {
    throw new RuleViolation('session.state', 'It has not begun: it ends after its start, or is cancelled.');
  }
  const from = live?.state ?? 'none';
  if (!LIVE_TRANSITIONS[from].includes(state)) {
    throw new RuleViolation(
      'session.state',
      `It has ended; say “on-time” first when it goes on after all, then “${state}”.`,
    );
  }
  const delay = state === 'delayed' && start && agreedStart ? minutesBetween(agreedStart, start) : 0;
  return liveSince(live, { state, message, ...(delay > 0 && { delayMinutes: delay }) }, now);
}

/** @throws RuleViolation `session.state` while it has not begun */
export function checkBegun({ status, start }: Pick<DayOfSession, 'status' | 'start'>, now: Date): void {
  refuseUnreleased(status);
  if (start && now.getTime() >= instantMillis(start.instant)) return;
  throw new RuleViolation('session.state', 'It has not begun; a recording is there after its start.');
}

/** By minutes from the announced start, or to a start. */
export type Delay = { minutes: number } | { to: Start };

/**
 * The start after an announced delay and what its readers see (DESIGN section 9): within 24 hours of the start, until
 * its end, at once. To the start that was agreed again, the delay is taken back.
 * @throws RuleViolation `session.state`; `delay.early` more than 24 hours before; `validation.failed` for starts that
 *   have passed, lie before the agreed one or more than a day after it
 */
export function delayed(
  session: DayOfSession,
  delay: Delay,
  reason: string,
  now: Date,
): { start: Start; agreedStart: Start; live: Live } {
  refuseUnreleased(session.status);
  const { start: announced, live } = session;
  if (!announced || live?.state === 'ended') {
    throw new RuleViolation('session.state', 'It has ended: there is nothing left to delay.');
  }
  const ends = instantMillis(announced.instant) + session.durationMinutes * MINUTE;
  if (now.getTime() >= ends) {
    throw new RuleViolation('session.state', 'Its time is over: there is nothing left to delay.');
  }
  if (!isOnItsDay(announced, now)) {
    throw new RuleViolation(
      'delay.early',
      'A delay is announced within 24 hours of the start. Before that, change the start (PATCH /v1/sessions/{id}), ' +
        'or propose a move (POST /v1/moves) when other cities are required.',
    );
  }
  const agreedStart = session.agreedStart ?? announced;
  const start = 'to' in delay ? delay.to : laterBy(announced, delay.minutes);
  checkDelay(start, agreedStart, 'to' in delay ? 'start' : 'minutes', now);
  const minutes = minutesBetween(agreedStart, start);
  const said =
    minutes > 0 ? { state: 'delayed' as const, delayMinutes: minutes } : { state: 'on-time' as const };
  return { start, agreedStart, live: liveSince(live, { ...said, message: reason }, now) };
}

function checkDelay(start: Start, agreed: Start, path: string, now: Date): void {
  const [at, first] = [instantMillis(start.instant), instantMillis(agreed.instant)];
  const refuse = (message: string) => invalidFields([{ path, message }]);
  if (at <= now.getTime()) throw refuse('must lead to a start that is still to come');
  if (at < first) {
    throw refuse(`must not lead to a start before the agreed one, ${agreed.local} ${agreed.zone}`);
  }
  if (at > first + DAY) {
    throw refuse(
      `must not lead to a start more than a day after the agreed one, ${agreed.local} ${agreed.zone}`,
    );
  }
}

/** The state lasts since it was first said; another message alone does not begin it anew. */
function liveSince(before: Live | null, said: Omit<Live, 'since'>, now: Date): Live {
  const isSame = before?.state === said.state && before.delayMinutes === said.delayMinutes;
  const since = isSame ? before.since : formatInstant(now);
  return { ...said, since };
}

function minutesBetween(from: Start, to: Start): number {
  return Math.round((instantMillis(to.instant) - instantMillis(from.instant)) / MINUTE);
}

/** @throws RuleViolation `session.state` for drafts and cancelled sessions */
export function refuseUnreleased(status: Session['status']): void {
  if (status === 'scheduled') return;
  const problem =
    status === 'draft' ? 'It is a draft; publish it first.' : 'It is cancelled, and that is final.';
  throw new RuleViolation('session.state', problem);
}

function laterBy({ instant, zone }: Start, minutes: number): Start {
  return startAt(instantMillis(instant) + minutes * MINUTE, zone);
}
