import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '#platform';
import type { RoleDispatch } from '../matters/asking.rules.js';
import type { SeatNotice } from '../notices/seats.rules.js';
import type { Audience } from '../reminders/reminder.rules.js';
import { occasionOf } from './dispatch.js';
import { Pump } from './pump.js';

/** Opens deliveries to people who are known already, in the transaction at hand; they go out after commit. */
@Injectable()
export class DeliveriesService {
  constructor(private readonly pump: Pump) {}

  /**
   * Notices about one session.
   * @param audience as what people get them
   */
  async open(
    tx: Tx,
    sessionId: string,
    notices: readonly SeatNotice[],
    audience: Audience = 'participants',
  ): Promise<void> {
    if (notices.length === 0) return;
    await tx.manager.query(
      `INSERT INTO deliveries (id, notice, person_id, session_id, occasion, audience)
       SELECT id, notice, person_id, $1, occasion, $6 FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[])
         AS told (id, notice, person_id, occasion)
       ON CONFLICT DO NOTHING`,
      [
        sessionId,
        notices.map(() => newId()),
        notices.map(({ notice }) => notice),
        notices.map(({ personId }) => personId),
        notices.map(({ occasion }) => occasion),
        audience,
      ],
    );
    tx.afterCommit(() => this.pump.poke());
  }

  /**
   * A notice to one more liaison of a city that is told to all of them.
   * @param occasion that of the others' dispatch, so that nobody is told twice
   */
  async openForLiaison(
    tx: Tx,
    told: Pick<RoleDispatch, 'notice' | 'matterId' | 'occasion'> & { personId: string; city: string },
  ): Promise<void> {
    const { notice, matterId, personId, city } = told;
    const occasion = occasionOf({ ...told, role: 'liaison' });
    await tx.manager.query(
      `INSERT INTO deliveries (id, notice, person_id, matter_id, role, city, occasion)
       VALUES ($1, $2, $3, $4, 'liaison', $5, $6) ON CONFLICT DO NOTHING`,
      [newId(), notice, personId, matterId, city, occasion],
    );
    tx.afterCommit(() => this.pump.poke());
  }

  /** A sign-in mail. */
  async openSignIn(tx: Tx, { signInId, personId }: { signInId: string; personId: string }): Promise<void> {
    await tx.manager.query(
      `INSERT INTO deliveries (id, notice, person_id, occasion) VALUES ($1, 'sign-in', $2, $3)
       ON CONFLICT DO NOTHING`,
      [newId(), personId, signInId],
    );
    tx.afterCommit(() => this.pump.poke());
  }
}
