import type { AskedCity, Move, MoveAnswer } from '#contracts';

export type MoveStatus = Move['status'];

/** What a move is as a process: who was asked, what they said, and how it ended. Nothing in it is ever changed in place. */
export interface MoveProcess extends Pick<Move, 'status' | 'decision' | 'outcome'> {
  readonly asked: readonly Pick<AskedCity, 'city' | 'onSilence'>[];
  readonly answers: Readonly<Record<string, MoveAnswer>>;
  readonly deadline: Date;
  readonly remindAt: Date;
  readonly remindedAt: Date | null;
}

export type MoveEvent =
  | { kind: 'answer'; city: string; said: Pick<MoveAnswer, 'answer' | 'counter' | 'note'> }
  | { kind: 'decide'; reason: string }
  | { kind: 'withdraw'; reason: string }
  | { kind: 'half-way' }
  | { kind: 'overtaken' }
  | { kind: 'deadline' };

/** The world as it is when something happens to a move, under the locks of all that it touches. */
export interface MoveContext {
  readonly now: Date;
  /** Why it can't be applied any more: its sessions or the cities to ask are not what they were. Null when it can. */
  readonly obstacle: string | null;
}

/** What is to be done in the same transaction. `apply` also makes these cities' parts `recording`. */
export type MoveEffect = { kind: 'tell' } | { kind: 'apply'; recording: string[] };

export interface Stepped {
  /** The very same object when nothing has changed. */
  readonly move: MoveProcess;
  readonly effects: readonly MoveEffect[];
}

/** The asked cities that have not answered. */
export function awaited({
  asked,
  answers,
  status,
}: Pick<MoveProcess, 'asked' | 'answers' | 'status'>): string[] {
  if (status !== 'proposed') return [];
  return asked.flatMap(({ city }) => (answers[city] ? [] : [city]));
}
