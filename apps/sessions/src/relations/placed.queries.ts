import type { Session as SessionReply, Text } from '#contracts';
import type { EntityManager } from 'typeorm';

/** A session with a start, as far as relations need it. */
export interface PlacedRow {
  id: string;
  eventId: string;
  title: Text;
  startsAt: Date;
  zone: string;
  durationMinutes: number;
  window: SessionReply['window'];
  relations: SessionReply['relations'];
}

/** The sessions of a programme that have a start and are not cancelled. */
export function loadPlaced(manager: EntityManager, programmeId: string): Promise<PlacedRow[]> {
  return manager.query<PlacedRow[]>(
    `SELECT id, event_id AS "eventId", title, starts_at AS "startsAt", start_zone AS zone,
            duration_minutes AS "durationMinutes", placing_window AS "window", relations
     FROM sessions WHERE programme_id = $1 AND starts_at IS NOT NULL AND status <> 'cancelled' ORDER BY id`,
    [programmeId],
  );
}
