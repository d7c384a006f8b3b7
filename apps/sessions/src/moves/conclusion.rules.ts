import type { Move } from '#contracts';
import { formatInstant } from '#time';
import { withoutWhom } from './leaving.rules.js';
import { awaited, counted, type MoveContext, type MoveProcess, type Stepped } from './process.rules.js';

type Outcome = NonNullable<Move['outcome']>;

/**
 * The move after an answer: still open, or ended when all have answered (DESIGN section 9). Then everything is applied or
 * nothing: one city that wants another time or refuses, or a world that is not what was proposed for, ends it.
 */
export function concluded(
  move: MoveProcess,
  { now, obstacle }: Pick<MoveContext, 'now' | 'obstacle'>,
): Stepped {
  if (awaited(move).length > 0) return { move, effects: [{ kind: 'tell' }] };
  const at = formatInstant(now);
  const rejection = rejectionOf(move, obstacle);
  if (rejection) {
    return {
      move: { ...move, status: 'rejected', outcome: toldOf(move, rejection, at) },
      effects: [{ kind: 'tell' }],
    };
  }
  return {
    move: { ...move, status: 'applied', outcome: toldOf(move, agreementOf(move), at) },
    effects: [{ kind: 'apply', recording: citiesWith(move, 'recording') }, { kind: 'tell' }],
  };
}

function toldOf({ gone }: MoveProcess, { kind, detail }: Omit<Outcome, 'at'>, at: string): Outcome {
  return { kind, detail: `${detail}${withoutWhom(gone)}`, at };
}

function rejectionOf(move: MoveProcess, obstacle: string | null): Omit<Outcome, 'at'> | null {
  const countering = citiesWith(move, 'counter');
  if (countering.length > 0) {
    const wishes = countering.map((city) => {
      const start = move.answers[city]!.counter?.start;
      return start ? `${city} (${start.local} ${start.zone})` : city;
    });
    return { kind: 'countered', detail: `Another time is proposed by ${wishes.join(', ')}.` };
  }
  const refusing = citiesWith(move, 'reject');
  if (refusing.length > 0) {
    return { kind: 'refused', detail: `No answer, which counts as a refusal: ${refusing.join(', ')}.` };
  }
  return obstacle === null ? null : { kind: 'stale', detail: obstacle };
}

function agreementOf(move: MoveProcess): Omit<Outcome, 'at'> {
  const { answers, decision } = move;
  if (decision) {
    const missing = Object.keys(answers).filter((city) => answers[city]!.by === 'decision');
    // Who was missing may have left just before.
    const without = missing.length > 0 ? `Decided without ${missing.join(', ')}` : 'Decided';
    return { kind: 'decided', detail: `${without}: ${decision.reason}` };
  }
  const detail =
    counted(move).length > 0 ? 'Every city that was asked has agreed.' : 'No other city is required.';
  return { kind: 'agreed', detail };
}

function citiesWith(move: MoveProcess, answer: string): string[] {
  return counted(move).filter((city) => move.answers[city]?.answer === answer);
}
