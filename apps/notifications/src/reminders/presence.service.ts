import { Injectable } from '@nestjs/common';
import type { FactDataOf, SeatsChanged } from '#contracts';
import type { Fact, Tx } from '#platform';
import { ProgrammeService } from '../programme/programme.service.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { PlanningService } from './planning.service.js';

type SeatChange = FactDataOf<typeof SeatsChanged>['changes'][number];

/** Statuses in which a person has, or may still get, a place: their zone counts. */
const ACTIVE = new Set<SeatChange['to']>(['held', 'confirmed', 'waiting', 'offered']);

/** Knows in which zones the people of a session read, seat by seat. */
@Injectable()
export class PresenceService {
  constructor(
    private readonly programme: ProgrammeService,
    private readonly planning: PlanningService,
  ) {}

  /**
   * Notes what became of seats, and plans the session's reminders when a zone came or went.
   * The session's row is locked first: two facts that fill and empty a zone at once must see each other.
   * @returns that session
   */
  async note(tx: Tx, fact: Fact<typeof SeatsChanged>): Promise<SessionCopy> {
    const { sessionId, changes } = fact.data;
    const session = await this.programme.lockSession(tx, sessionId);
    const before = await this.zonesOf(tx, sessionId);
    await this.save(tx, fact, lastPerSeat(changes));
    const after = await this.zonesOf(tx, sessionId);
    if (before !== after) await this.planning.plan(tx, session, new Date(fact.time));
    return session;
  }

  private async zonesOf(tx: Tx, sessionId: string): Promise<string> {
    const [row] = await tx.manager.query<{ zones: string }[]>(
      `SELECT coalesce(string_agg(DISTINCT zone, ' ' ORDER BY zone), '') AS zones
       FROM presences WHERE session_id = $1 AND active`,
      [sessionId],
    );
    return row!.zones;
  }

  private async save(tx: Tx, fact: Fact<typeof SeatsChanged>, changes: readonly SeatChange[]): Promise<void> {
    await tx.manager.query(
      `INSERT INTO presences (seat_id, session_id, zone, active, fact_time, fact_id)
       SELECT seat_id, $1, zone, active, $2, $3 FROM unnest($4::text[], $5::text[], $6::boolean[])
         AS seat (seat_id, zone, active)
       ON CONFLICT (seat_id) DO UPDATE
         SET zone = excluded.zone, active = excluded.active, fact_time = excluded.fact_time, fact_id = excluded.fact_id
         WHERE (presences.fact_time, presences.fact_id) < (excluded.fact_time, excluded.fact_id)`,
      [
        fact.data.sessionId,
        fact.time,
        fact.id,
        changes.map((change) => change.seatId),
        changes.map((change) => change.zone),
        changes.map((change) => ACTIVE.has(change.to)),
      ],
    );
  }
}

/** A batch may hold two changes of one seat, in order; INSERT may touch a row only once. */
function lastPerSeat(changes: readonly SeatChange[]): SeatChange[] {
  return [...new Map(changes.map((change) => [change.seatId, change])).values()];
}
