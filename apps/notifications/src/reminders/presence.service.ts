import { Injectable } from '@nestjs/common';
import type { FactDataOf, SeatsChanged } from '#contracts';
import type { Fact, Tx } from '#platform';
import { ProgrammeService } from '../programme/programme.service.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { PlanningService } from './planning.service.js';

type SeatChange = FactDataOf<typeof SeatsChanged>['changes'][number];

/** How somebody comes to a place of a city's delegation (docs/STATES.md, “Seat”). */
const AS_DELEGATE = new Set(['named', 'substituted']);

/** Statuses in which a person has, or may still get, a place: their zone counts. */
const ACTIVE = new Set<SeatChange['to']>(['held', 'confirmed', 'waiting', 'offered']);

/** Knows who has or waits for a seat in a session and in which zones they read, seat by seat. */
@Injectable()
export class PresenceService {
  constructor(
    private readonly programme: ProgrammeService,
    private readonly planning: PlanningService,
  ) {}

  /**
   * Notes what became of seats, and plans the session's reminders when they are wanted in other zones than before.
   * The session's row is locked first: two facts that fill and empty a zone at once must see each other.
   * @returns that session
   */
  async note(tx: Tx, fact: Fact<typeof SeatsChanged>): Promise<SessionCopy> {
    const { sessionId, changes } = fact.data;
    const session = await this.programme.lockSession(tx, sessionId);
    const before = await this.readersOf(tx, sessionId);
    await this.save(tx, fact, lastPerSeat(changes));
    const after = await this.readersOf(tx, sessionId);
    if (before !== after) await this.planning.plan(tx, session, new Date(fact.time));
    return session;
  }

  /** What planning depends on: zones of those who wait, of delegates and of all, and the rules that they set for themselves. */
  private async readersOf(tx: Tx, sessionId: string): Promise<string> {
    const [row] = await tx.manager.query<{ readers: string }[]>(
      `SELECT coalesce(string_agg(DISTINCT concat_ws(' ', zone, status = 'waiting', is_delegate, own.reminders), ','
                                  ORDER BY concat_ws(' ', zone, status = 'waiting', is_delegate, own.reminders)), '') AS readers
       FROM presences LEFT JOIN preferences own USING (person_id) WHERE session_id = $1 AND active`,
      [sessionId],
    );
    return row!.readers;
  }

  private async save(tx: Tx, fact: Fact<typeof SeatsChanged>, changes: readonly SeatChange[]): Promise<void> {
    await tx.manager.query(
      `INSERT INTO presences (seat_id, session_id, person_id, zone, status, active, is_delegate, fact_time, fact_id)
       SELECT seat_id, $1, person_id, zone, status, active, is_delegate, $2, $3
       FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::boolean[])
         AS seat (seat_id, person_id, zone, status, active, is_delegate)
       ON CONFLICT (seat_id) DO UPDATE
         SET person_id = excluded.person_id, zone = excluded.zone, status = excluded.status, active = excluded.active,
             is_delegate = excluded.is_delegate, fact_time = excluded.fact_time, fact_id = excluded.fact_id
         WHERE (presences.fact_time, presences.fact_id) < (excluded.fact_time, excluded.fact_id)`,
      [
        fact.data.sessionId,
        fact.time,
        fact.id,
        changes.map((change) => change.seatId),
        changes.map((change) => change.personId),
        changes.map((change) => change.zone),
        changes.map((change) => change.to),
        changes.map((change) => ACTIVE.has(change.to)),
        changes.map((change) => change.to === 'confirmed' && AS_DELEGATE.has(change.cause)),
      ],
    );
  }
}

/** A batch may hold two changes of one seat, in order; INSERT may touch a row only once. */
function lastPerSeat(changes: readonly SeatChange[]): SeatChange[] {
  return [...new Map(changes.map((change) => [change.seatId, change])).values()];
}
