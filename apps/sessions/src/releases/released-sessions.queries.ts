import type { ReleasedSession } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { Session } from '../scheduling/session.entity.js';

/** Keeps the sessions as a release shows them. Each at most once in a release: as it is at its end. */
export async function keepReleased(
  manager: EntityManager,
  { eventId, number }: { eventId: string; number: number },
  sessions: readonly Session[],
): Promise<void> {
  const released = new Map(sessions.map((session) => [session.id, releasedOf(session)]));
  await manager.query(
    `INSERT INTO released_sessions (event_id, number, session_id, session)
     SELECT $1, $2, item ->> 'id', item FROM jsonb_array_elements($3::jsonb) AS item`,
    [eventId, number, JSON.stringify([...released.values()])],
  );
}

/**
 * The whole schedule as it was published under a number, in order of start, without what was cancelled by then.
 * Null when the event's first releases were published before schedules were kept.
 */
export async function loadReleased(
  manager: EntityManager,
  { eventId, number }: { eventId: string; number: number },
): Promise<ReleasedSession[] | null> {
  const [{ isKept }] = await manager.query<[{ isKept: boolean }]>(
    `SELECT EXISTS (SELECT FROM released_sessions WHERE event_id = $1 AND number = 1) AS "isKept"`,
    [eventId],
  );
  if (!isKept) return null;
  const rows = await manager.query<{ session: ReleasedSession }[]>(
    `SELECT session FROM (
       SELECT DISTINCT ON (session_id) session_id, session FROM released_sessions
       WHERE event_id = $1 AND number <= $2 ORDER BY session_id, number DESC
     ) AS latest
     WHERE session ->> 'status' = 'scheduled'
     ORDER BY session -> 'start' ->> 'instant', session_id`,
    [eventId, number],
  );
  return rows.map(({ session }) => session);
}

function releasedOf(session: Session): ReleasedSession {
  const { live: _, recordingUrl: __, ownCity: ___, gone: ____, ...content } = session.content();
  return { ...session.identity(), ...content };
}
