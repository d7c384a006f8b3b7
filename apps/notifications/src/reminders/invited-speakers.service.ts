import { Injectable } from '@nestjs/common';
import type { RoleState } from '#contracts';
import type { Tx } from '#platform';
import { DeliveriesService } from '../delivery/deliveries.service.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';

/**
 * Sees to it that who speaks hears of each session, once: when it is released, or when it becomes known who they are; and
 * again when they do not speak in it any more.
 */
@Injectable()
export class InvitedSpeakersService {
  constructor(private readonly deliveries: DeliveriesService) {}

  /** Tells somebody of the sessions ahead in which they speak. */
  async tell(tx: Tx, { id, personId }: Pick<RoleState, 'id' | 'personId'>): Promise<void> {
    const sessions = await tx.manager.query<{ id: string; removals: number }[]>(
      `SELECT id, ${removalsOf('session_copies.id', '$3')} AS removals FROM session_copies
       WHERE speakers @> $1 AND status = 'scheduled' AND (start->>'instant')::timestamptz > $2 ORDER BY id`,
      [[id], tx.now, personId],
    );
    for (const { id: sessionId, removals } of sessions) {
      await this.invite(tx, sessionId, [{ id, personId, removals }]);
    }
  }

  /** Tells those who speak in a session that is released; who was told of it before is not told again. */
  async tellOf(tx: Tx, session: SessionCopy): Promise<void> {
    const { status, start, speakers } = session;
    if (status !== 'scheduled' || !start || Date.parse(start.instant) <= tx.now.getTime()) return;
    if (speakers.length === 0) return;
    const known = await tx.manager.query<Invited[]>(
      `SELECT id, person_id AS "personId", ${removalsOf('$2', 'role_copies.person_id')} AS removals
       FROM role_copies WHERE id = ANY($1) AND role = 'speaker' ORDER BY id`,
      [speakers, session.id],
    );
    await this.invite(tx, session.id, known);
  }

  /** Tells those who were invited to speak in a session and do not any more: nothing else takes it out of their calendars. */
  async tellRemoved(tx: Tx, before: SessionCopy, after: SessionCopy): Promise<void> {
    if (before.speakers.every((id) => after.speakers.includes(id))) return;
    const removed = await tx.manager.query<{ personId: string }[]>(
      `SELECT person_id AS "personId" FROM (
         SELECT DISTINCT ON (person_id) person_id, notice FROM deliveries
         WHERE session_id = $1 AND notice IN ('speaker-invited', 'speaker-removed')
           -- An invitation that nobody has begun to write is not sent any more.
           AND (state IN ('sending', 'sent', 'unknown') OR claim IS NOT NULL OR notice = 'speaker-removed')
         ORDER BY person_id, created_at DESC, id DESC
       ) last_told
       WHERE notice = 'speaker-invited' AND NOT EXISTS (
         SELECT FROM role_copies
         WHERE id = ANY($2) AND role = 'speaker' AND role_copies.person_id = last_told.person_id
       ) ORDER BY person_id`,
      [after.id, after.speakers],
    );
    const notice = 'speaker-removed' as const;
    const occasion = `${after.version}`;
    const told = removed.map(({ personId }) => ({ notice, personId, occasion }));
    await this.deliveries.open(tx, after.id, told, 'speakers');
  }

  private invite(tx: Tx, sessionId: string, speakers: readonly Invited[]): Promise<void> {
    const notice = 'speaker-invited' as const;
    return this.deliveries.open(
      tx,
      sessionId,
      speakers.map(({ id, personId, removals }) => {
        // Who was told that they do not speak any more, and does again, is invited again.
        return { notice, personId, occasion: removals === 0 ? id : `${id} ${removals}` };
      }),
      'speakers',
    );
  }
}

/** A speaker, who they are, and how often they were taken off the session before. */
interface Invited {
  readonly id: string;
  readonly personId: string;
  readonly removals: number;
}

/** How often a person was told that they do not speak in a session any more, as SQL. */
const removalsOf = (sessionId: string, personId: string): string =>
  `(SELECT count(*)::int FROM deliveries told
    WHERE told.session_id = ${sessionId} AND told.person_id = ${personId} AND told.notice = 'speaker-removed')`;
