import { Injectable, Logger } from '@nestjs/common';
import { notFound, type FactDataOf, type SessionChanged } from '#contracts';
import { Transactions, type Tx } from '#platform';
import { DataSource, In } from 'typeorm';
import { cancelSeatsOfSession } from '../seats/session-cancellation.js';
import { shortenToStart } from '../seats/session-move.js';
import { SessionCopy } from './session-copy.entity.js';
import { SessionsClient } from './sessions.client.js';

/** The copy of sessions, and what follows for seats when it changes. */
@Injectable()
export class SessionsService {
  private readonly logger = new Logger(SessionsService.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly sessions: SessionsClient,
  ) {}

  /** Keeps what matters here of a session, unless this state or a newer one is kept already. */
  async apply(tx: Tx, state: FactDataOf<typeof SessionChanged>): Promise<void> {
    const [before] = await tx.manager.query<{ startsAt: Date | null }[]>(
      `SELECT starts_at AS "startsAt" FROM sessions WHERE id = $1 FOR NO KEY UPDATE`,
      [state.id],
    );
    const applied = await tx.manager.query<unknown[]>(
      `INSERT INTO sessions AS copy (id, programme_id, event_id, slug, own_city, status, is_released,
                                     starts_at, zone, duration_minutes, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (id) DO UPDATE SET
         slug = excluded.slug, own_city = excluded.own_city, status = excluded.status,
         is_released = excluded.is_released, starts_at = excluded.starts_at, zone = excluded.zone,
         duration_minutes = excluded.duration_minutes, version = excluded.version
         WHERE copy.version < excluded.version
       RETURNING 1`,
      [
        state.id,
        state.programmeId,
        state.eventId,
        state.slug,
        state.ownCity,
        state.status,
        state.release !== null,
        state.start?.instant ?? null,
        state.start?.zone ?? null,
        state.durationMinutes,
        state.version,
      ],
    );
    if (applied.length === 0) return;
    if (state.status === 'cancelled') return cancelSeatsOfSession(tx, state.id);
    const startsAt = state.start && new Date(state.start.instant);
    if (before && startsAt && (!before.startsAt || startsAt < before.startsAt))
      await shortenToStart(tx, state.id, startsAt);
  }

  /**
   * A session by id; one that is not known here yet is asked of its owner.
   * @throws RuleViolation `not-found`
   */
  async get(id: string): Promise<SessionCopy> {
    const known = await this.dataSource.manager.findOneBy(SessionCopy, { id });
    if (known) return known;
    await this.refresh([id]);
    const asked = await this.dataSource.manager.findOneBy(SessionCopy, { id });
    if (!asked) throw notFound('session', id);
    return asked;
  }

  /** These sessions as their owner has them now, for when a copy may be a moment behind its release. */
  async refreshed(ids: string[]): Promise<SessionCopy[]> {
    try {
      await this.refresh(ids);
    } catch (error) {
      // Without its owner the copy is the best there is.
      this.logger.warn(`sessions could not be asked: ${String(error)}`);
    }
    return this.dataSource.manager.findBy(SessionCopy, { id: In(ids) });
  }

  private async refresh(ids: string[]): Promise<void> {
    const states = await this.sessions.findStates({ ids });
    await this.transactions.run(async (tx) => {
      for (const state of states) await this.apply(tx, state);
    });
  }
}
