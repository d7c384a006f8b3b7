import { isDeepStrictEqual } from 'node:util';
import { RuleViolation, type Action, type MoveAnswer } from '#contracts';
import { formatInstant } from '#time';
import { concluded } from './conclusion.rules.js';
import { withoutLeavers } from './leaving.rules.js';
import {
  awaited,
  counted,
  type MoveContext,
  type MoveEvent,
  type MoveProcess,
  type MoveStatus,
  type Stepped,
} from './process.rules.js';

export interface MoveTransition {
  to: readonly MoveStatus[];
  /** Null: nobody, it comes by time. */
  who: Action | null;
}

/** The states of a move (docs/STATES.md). What is missing is refused; all but `proposed` are final. */
export const MOVE_TRANSITIONS: Record<
  MoveStatus | 'none',
  Partial<Record<MoveEvent['kind'] | 'propose', MoveTransition>>
> = {
  none: { propose: { to: ['proposed', 'applied'], who: 'move.propose' } },
  proposed: {
    answer: { to: ['proposed', 'applied', 'rejected'], who: 'move.answer' },
    decide: { to: ['applied', 'rejected'], who: 'move.decide' },
    withdraw: { to: ['withdrawn'], who: 'move.propose' },
    left: { to: ['proposed', 'applied', 'rejected'], who: null },
    'half-way': { to: ['proposed'], who: null },
    deadline: { to: ['applied', 'rejected'], who: null },
    overtaken: { to: ['rejected'], who: null },
  },
  applied: {},
  rejected: {},
  withdrawn: {},
};

/** A new move: open, or applied at once when there is nobody to ask. */
export function propose(
  { asked, gone, deadline, remindAt }: Pick<MoveProcess, 'asked' | 'gone' | 'deadline' | 'remindAt'>,
  now: Date,
): Stepped {
  const move: MoveProcess = {
    status: 'proposed',
    asked,
    gone,
    answers: {},
    deadline,
    remindAt,
    remindedAt: null,
    decision: null,
    outcome: null,
  };
  return concluded(move, { now, obstacle: null });
}

/**
 * What becomes of a move when something happens (DESIGN section 9). Pure: the same move, event and context always give
 * the same. What has happened already (a repeated answer, a reminder sent) changes nothing. Who has left by then is noted
 * with whatever decides, so that it makes no difference which of the two is heard of first.
 * @throws RuleViolation `move.state` for what people do and the move does not allow any more
 */
export function step(move: MoveProcess, event: MoveEvent, context: MoveContext): Stepped {
  if (hasHappened(move, event, context)) return { move, effects: [] };
  if (!MOVE_TRANSITIONS[move.status][event.kind]) throw closed(move);
  const standing = withoutLeavers(move, context);
  switch (event.kind) {
    case 'answer':
      return answered(standing, event, context);
    case 'decide':
      return decided(standing, event.reason, context);
    case 'withdraw':
      return ended(move, 'withdrawn', { kind: 'withdrawn', detail: event.reason }, context.now);
    case 'left':
      return concluded(standing, context);
    case 'half-way':
      return { move: { ...move, remindedAt: context.now }, effects: [{ kind: 'tell' }] };
    case 'deadline':
      return concluded(withSilence(standing, context.now), context);
    case 'overtaken':
      return ended(move, 'rejected', { kind: 'stale', detail: context.obstacle ?? '' }, context.now);
  }
}

function hasHappened(move: MoveProcess, event: MoveEvent, context: MoveContext): boolean {
  const { now, obstacle } = context;
  const isOpen = move.status === 'proposed';
  switch (event.kind) {
    case 'answer':
      return isDeepStrictEqual(saidBy(move, event.city), event.said);
    case 'decide':
      return move.decision?.reason === event.reason;
    case 'withdraw':
      return move.status === 'withdrawn';
    case 'left':
      return !isOpen || withoutLeavers(move, context) === move;
    case 'half-way':
      return !isOpen || move.remindedAt !== null || now < move.remindAt || now >= move.deadline;
    case 'deadline':
      return !isOpen || now < move.deadline;
    case 'overtaken':
      return !isOpen || obstacle === null;
  }
}

function saidBy({ answers }: MoveProcess, city: string): object | undefined {
  const given = answers[city];
  if (given?.by !== 'liaison') return undefined;
  const { at: _, by: __, ...said } = given;
  return said;
}

function answered(
  move: MoveProcess,
  { city, said }: Extract<MoveEvent, { kind: 'answer' }>,
  context: MoveContext,
): Stepped {
  refuseLate(move, context.now);
  if (!move.asked.some((asked) => asked.city === city)) {
    throw new RuleViolation(
      'move.state',
      `“${city}” is not asked: it is not required, or it is its own city.`,
    );
  }
  if (!counted(move).includes(city)) {
    throw new RuleViolation('move.state', `“${city}” has left the event, so it is not asked any more.`);
  }
  const answer: MoveAnswer = { ...said, at: formatInstant(context.now), by: 'liaison' };
  return concluded({ ...move, answers: { ...move.answers, [city]: answer } }, context);
}

function decided(move: MoveProcess, reason: string, context: MoveContext): Stepped {
  refuseLate(move, context.now);
  const against = counted(move).filter((city) => move.answers[city]?.answer === 'counter');
  if (against.length > 0) {
    throw new RuleViolation(
      'move.state',
      `Only missing answers can be done without, and ${against.join(', ')} answered with another time: ` +
        'withdraw this move and propose that time, or one that suits all.',
    );
  }
  const at = formatInstant(context.now);
  const answers = { ...move.answers };
  for (const city of awaited(move)) answers[city] = { answer: 'accept', at, by: 'decision' };
  return concluded({ ...move, answers, decision: { reason, at } }, context);
}

function ended(
  move: MoveProcess,
  status: 'rejected' | 'withdrawn',
  outcome: Pick<NonNullable<MoveProcess['outcome']>, 'kind' | 'detail'>,
  now: Date,
): Stepped {
  const end = { ...outcome, at: formatInstant(now) };
  return { move: { ...move, status, outcome: end }, effects: [{ kind: 'tell' }] };
}

/** The programme's policy answers for who said nothing; what it says was worked out when the move was proposed. */
function withSilence(move: MoveProcess, now: Date): MoveProcess {
  const answers = { ...move.answers };
  const counting = counted(move);
  for (const { city, onSilence } of move.asked) {
    if (!counting.includes(city)) continue;
    answers[city] ??= { answer: onSilence, at: formatInstant(now), by: 'silence' };
  }
  return { ...move, answers };
}

/** Who closes it after the deadline is the clock, even when that has not come to it yet. */
function refuseLate(move: MoveProcess, now: Date): void {
  if (now < move.deadline) return;
  throw new RuleViolation('move.state', `The time to answer ended at ${formatInstant(move.deadline)}.`);
}

function closed({ status, outcome }: MoveProcess): RuleViolation {
  return new RuleViolation(
    'move.state',
    `The move is ${status}, and that is final: ${outcome?.detail ?? ''}`,
  );
}
