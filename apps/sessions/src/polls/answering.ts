import type { CandidateAnswers } from '#contracts';
import type { Tx } from '#platform';
import type { z } from 'zod';
import { PollAnswer, type Poll } from './poll.entity.js';
import { savePoll } from './poll.queries.js';
import { answersClosed, answersUnneeded, checkCandidate } from './poll.rules.js';

/** Who says it, and how. */
export interface Answering {
  readonly city: string;
  readonly personId: string | null;
  readonly via: 'api' | 'link';
}

/**
 * Writes a city's answers into a locked poll. What it has said before can be changed until the deadline; saying the
 * same again changes nothing.
 * @throws RuleViolation `poll.closed`, also for a city that has left; `validation.failed` for candidates that there are not
 */
export async function giveAnswers(
  tx: Tx,
  poll: Poll,
  answers: z.output<typeof CandidateAnswers>,
  { city, personId, via }: Answering,
): Promise<void> {
  for (const [index, { candidate }] of answers.entries()) {
    checkCandidate(candidate, poll.candidates.length, `answers[${index}].candidate`);
  }
  if (!poll.takesAnswersAt(tx.now)) throw answersClosed();
  const left = poll.gone.find((gone) => gone.city === city);
  if (left) throw answersUnneeded(left);
  let hasChanged = false;
  for (const { candidate, answer, note } of answers) {
    const known = poll.answerOf(city, candidate);
    // Left out, a note stays; null and an empty one take it away.
    const text = note === undefined ? (known?.note ?? null) : note?.trim() || null;
    if (known?.answer === answer && known.note === text) continue;
    const given = known ?? Object.assign(new PollAnswer(), { pollId: poll.id, city, candidate });
    Object.assign(given, { answer, note: text, at: tx.now, via, personId });
    if (!known) poll.answers.push(given);
    await tx.manager.save(given);
    hasChanged = true;
  }
  if (hasChanged) await savePoll(tx, poll);
}
