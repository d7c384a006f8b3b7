import type { AskedCity, GoneCity, Move, MoveAnswer } from '#contracts';
import type { Leaver } from '../scheduling/consent.rules.js';

export type MoveStatus = Move['status'];

/** What a move is as a process: who was asked, what they said, and how it ended. Nothing in it is ever changed in place. */
export interface MoveProcess extends Pick<Move, 'status' | 'decision' | 'outcome'> {
  readonly asked: readonly Pick<AskedCity, 'city' | 'onSilence'>[];
  /** Who is not counted on, because it has left; those that were never asked too. */
  readonly gone: readonly GoneCity[];
  readonly answers: Readonly<Record<string, MoveAnswer>>;
  readonly deadline: Date;
  readonly remindAt: Date;
  readonly remindedAt: Date | null;
}

export type MoveEvent =
  | { kind: 'answer'; city: string; said: Pick<MoveAnswer, 'answer' | 'counter' | 'note'> }
  | { kind: 'decide'; reason: string }
  | { kind: 'withdraw'; reason: string }
  | { kind: 'left' }
  | { kind: 'half-way' }
  | { kind: 'overtaken' }
  | { kind: 'deadline' };

/** The world as it is when something happens to a move, under the locks of all that it touches. */
export interface MoveContext {
  readonly now: Date;
  /** Why it can't be applied any more: its sessions or the cities to ask are not what they were. Null when it can. */
  readonly obstacle: string | null;
  /** Cities that have left every event that they would be asked about. */
  readonly leavers: readonly Leaver[];
}

/** What is to be done in the same transaction. `apply` also makes these cities' parts `recording`. */
export type MoveEffect = { kind: 'tell' } | { kind: 'apply'; recording: string[] };

export interface Stepped {
  /** The very same object when nothing has changed. */
  readonly move: MoveProcess;
  readonly effects: readonly MoveEffect[];
}

/** The asked cities that have not left, and so decide. */
export function counted({ asked, gone }: Pick<MoveProcess, 'asked' | 'gone'>): string[] {
  return asked.flatMap(({ city }) => (gone.some((leaver) => leaver.city === city) ? [] : [city]));
}

/** Those of them that have not answered. */
export function awaited(move: Pick<MoveProcess, 'asked' | 'gone' | 'answers' | 'status'>): string[] {
  if (move.status !== 'proposed') return [];
  return counted(move).filter((city) => !move.answers[city]);
}
