import { notFound, PollChanged } from '#contracts';
import type { Tx } from '#platform';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { loadSession } from '../scheduling/session.queries.js';
import { Poll, PollAnswer } from './poll.entity.js';

/** Newest first, with their answers. */
export function loadPolls(manager: EntityManager, where: FindOptionsWhere<Poll>): Promise<Poll[]> {
  return manager.find(Poll, { where, relations: { answers: true }, order: { openedAt: 'DESC', id: 'DESC' } });
}

/**
 * The poll, locked until the transaction ends: answers, deadline and choice come one after the other.
 * @throws RuleViolation `not-found`
 */
export async function lockPoll(tx: Tx, id: string): Promise<Poll> {
  const poll = await tx.manager.findOne(Poll, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!poll) throw notFound('poll', id);
  // A second statement, so that it sees what was committed while the first waited for the lock.
  poll.answers = await tx.manager.findBy(PollAnswer, { pollId: id });
  return poll;
}

/** Saves a poll that has changed, counts its version and tells of it. */
export async function savePoll(tx: Tx, poll: Poll): Promise<void> {
  poll.version += 1;
  const { answers: _, ...columns } = poll;
  await tx.manager.update(Poll, { id: poll.id }, columns);
  const session = await loadSession(tx.manager, poll.sessionId);
  tx.publish(PollChanged, poll.state(session!));
}
