import {
  invalidFields,
  PollChanged,
  RuleViolation,
  type Action,
  type FieldError,
  type GoneCity,
  type PollState,
  type Start,
} from '#contracts';
import { formatInstant } from '#time';

type PollStatus = PollState['status'];

/** What happens to a poll, besides being answered. */
export type PollEvent = 'close' | 'pick' | 'withdraw' | 'session-cancelled' | 'city-left';

interface PollTransition {
  to: PollStatus;
  /** The action that does it; null when time or the session does. */
  who: Action | null;
  facts: readonly string[];
}

const transition = (to: PollStatus, who: Action | null): PollTransition => ({
  to,
  who,
  facts: [PollChanged.subject],
});

/** The one table of states (docs/STATES.md). What is not here is refused. */
export const POLL_STATES: Record<PollStatus, Partial<Record<PollEvent, PollTransition>>> = {
  open: {
    'city-left': transition('open', null),
    close: transition('closed', null),
    pick: transition('picked', 'poll.write'),
    withdraw: transition('withdrawn', 'poll.write'),
    'session-cancelled': transition('withdrawn', null),
  },
  closed: {
    pick: transition('picked', 'poll.write'),
    withdraw: transition('withdrawn', 'poll.write'),
    'session-cancelled': transition('withdrawn', null),
  },
  picked: {},
  withdrawn: {},
};

/** @throws RuleViolation `poll.state` */
export function pollStatusAfter(status: PollStatus, event: PollEvent): PollStatus {
  const found = POLL_STATES[status][event];
  if (found) return found.to;
  throw new RuleViolation('poll.state', `It is ${status}, and that is final; open a new one.`);
}

const WEEK = 7 * 86_400_000;

/** When answers are due if nobody said: in a week, but at most after half of the time until the first candidate. */
export function defaultDeadline(now: Date, starts: readonly Start[]): Date {
  const half = (firstOf(starts) - now.getTime()) / 2;
  const minute = 60_000;
  return new Date(Math.floor((now.getTime() + Math.min(WEEK, half)) / minute) * minute);
}

/** @throws RuleViolation `validation.failed` with what is wrong with candidates and deadline */
export function checkPoll(now: Date, starts: readonly Start[], respondBy: Date): void {
  const errors: FieldError[] = [];
  for (const [index, { instant }] of starts.entries()) {
    const path = `candidates[${index}]`;
    if (Date.parse(instant) <= now.getTime()) errors.push({ path, message: 'lies in the past' });
    const same = starts.findIndex((other) => other.instant === instant);
    if (same < index) errors.push({ path, message: `is the same time as candidate ${same + 1}` });
  }
  if (errors.length === 0 && (respondBy <= now || respondBy.getTime() > firstOf(starts))) {
    const until = formatInstant(firstOf(starts));
    errors.push({ path: 'respondBy', message: `must lie between now and the first candidate, ${until}` });
  }
  if (errors.length > 0) throw invalidFields(errors);
}

/** @throws RuleViolation `validation.failed` for a number that no candidate has */
export function checkCandidate(number: number, count: number, path: string): void {
  if (number <= count) return;
  throw invalidFields([{ path, message: `must be from 1 to ${count}: there are ${count} candidates` }]);
}

export function answersClosed(): RuleViolation {
  return new RuleViolation('poll.closed', 'The time to answer is over, or a time has been chosen.');
}

export function answersUnneeded({ detail }: GoneCity): RuleViolation {
  return new RuleViolation('poll.closed', detail);
}

function firstOf(starts: readonly Start[]): number {
  return Math.min(...starts.map(({ instant }) => Date.parse(instant)));
}
