import { allows, authorize, notFound, type Actor } from '#contracts';
import type { Tx } from '#platform';
import type { EntityManager } from 'typeorm';
import { Session } from './session.entity.js';
import { loadSession } from './session.queries.js';

/**
 * The session that somebody wants to change, as it is before its schedule is locked: of it, count on what never changes.
 * What was never released is not even known to those who may not see drafts.
 * @throws RuleViolation `not-found`, `access.*`
 */
export async function findForChange(manager: EntityManager, id: string, actor: Actor): Promise<Session> {
  const session = await manager.findOneBy(Session, { id });
  if (!session) throw notFound('session', id);
  const { programmeId } = session;
  if (session.release === null && !allows(actor, 'draft.read', { programmeId })) {
    throw notFound('session', id);
  }
  authorize(actor, 'session.write', { programmeId });
  return session;
}

/** The session with all that belongs to it, as it is while its schedule is open. */
export async function loadUnderLock(tx: Tx, id: string): Promise<Session> {
  const session = await loadSession(tx.manager, id);
  if (!session) throw notFound('session', id);
  return session;
}
