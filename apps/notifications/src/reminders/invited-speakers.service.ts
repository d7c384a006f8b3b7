import { Injectable } from '@nestjs/common';
import type { RoleState } from '#contracts';
import type { Tx } from '#platform';
import { DeliveriesService } from '../delivery/deliveries.service.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';

/** Sees to it that who speaks hears of each session, once: when it is released, or when it becomes known who they are. */
@Injectable()
export class InvitedSpeakersService {
  constructor(private readonly deliveries: DeliveriesService) {}

  /** Tells somebody of the sessions ahead in which they speak. */
  async tell(tx: Tx, { id, personId }: Pick<RoleState, 'id' | 'personId'>): Promise<void> {
    const sessions = await tx.manager.query<{ id: string }[]>(
      `SELECT id FROM session_copies
       WHERE speakers @> $1 AND status = 'scheduled' AND (start->>'instant')::timestamptz > $2 ORDER BY id`,
      [[id], tx.now],
    );
    for (const session of sessions) await this.open(tx, session.id, [{ id, personId }]);
  }

  /** Tells those who speak in a session that is released; who was told of it before is not told again. */
  async tellOf(tx: Tx, session: SessionCopy): Promise<void> {
    const { status, start, speakers } = session;
    if (status !== 'scheduled' || !start || Date.parse(start.instant) <= tx.now.getTime()) return;
    if (speakers.length === 0) return;
    const known = await tx.manager.query<{ id: string; personId: string }[]>(
      `SELECT id, person_id AS "personId" FROM role_copies WHERE id = ANY($1) AND role = 'speaker' ORDER BY id`,
      [speakers],
    );
    await this.open(tx, session.id, known);
  }

  private open(
    tx: Tx,
    sessionId: string,
    speakers: readonly { id: string; personId: string }[],
  ): Promise<void> {
    const notice = 'speaker-invited' as const;
    return this.deliveries.open(
      tx,
      sessionId,
      speakers.map(({ id, personId }) => ({ notice, personId, occasion: id })),
      'speakers',
    );
  }
}
