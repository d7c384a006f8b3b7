import type { Live, Text } from '#contracts';
import type { EntityManager } from 'typeorm';
import { resourceKey } from '../conflicts/resource-key.rules.js';
import type { PlacedSession } from '../relations/binding.rules.js';
import { isOnItsDay } from '../scheduling/start.rules.js';
import type { DaySession } from './knock-on.rules.js';

const DAY = 86_400_000;
/** More sessions than a programme has in three days. */
const MOST = 5_000;

interface Row {
  id: string;
  eventId: string;
  title: Text;
  startsAt: Date;
  zone: string;
  durationMinutes: number;
  relations: PlacedSession['relations'];
  live: Live['state'] | null;
  agreedAt: string | null;
  place: { name: string; city: string } | null;
  speakers: { name: string; city: string | null }[];
}
/** A released session near another one, as a delay sees it. */
export interface NearSession extends DaySession {
  readonly eventId: string;
  readonly title: Text;
}

/** The released sessions of a programme that start up to a day before one instant or up to two after it. */
export async function loadNear(
  manager: EntityManager,
  programmeId: string,
  { around, now }: { around: Date; now: Date },
): Promise<NearSession[]> {
  const rows = await manager.query<Row[]>(
    `SELECT session.id, session.event_id AS "eventId", session.title, session.starts_at AS "startsAt",
            session.start_zone AS zone, session.duration_minutes AS "durationMinutes", session.relations,
            session.live ->> 'state' AS live, session.agreed_start ->> 'instant' AS "agreedAt",
            CASE WHEN place.id IS NOT NULL THEN json_build_object('name', place.name, 'city', place.city) END AS place,
            ARRAY(SELECT json_build_object('name', speaker.name, 'city', speaker.city)
                  FROM session_speakers part JOIN speakers speaker ON speaker.id = part.speaker_id
                  WHERE part.session_id = session.id AND part.status <> 'declined' ORDER BY part.position) AS speakers
     FROM sessions session LEFT JOIN places place ON place.id = session.place_id
     WHERE session.programme_id = $1 AND session.status = 'scheduled'
       AND coalesce(session.starts_at, 'infinity') BETWEEN $2 AND $3
     ORDER BY coalesce(session.starts_at, 'infinity'), session.id LIMIT $4`,
    [programmeId, new Date(around.getTime() - DAY), new Date(around.getTime() + 2 * DAY), MOST],
  );
  return rows.map((row) => nearSession(row, now));
}

function nearSession(row: Row, now: Date): NearSession {
  const { id, eventId, title, zone, durationMinutes, relations, live, place, speakers } = row;
  const start = row.startsAt.getTime();
  const agreed = row.agreedAt === null ? start : Date.parse(row.agreedAt);
  const taken = (kind: 'place' | 'speaker') => (who: { name: string; city: string | null }) => ({
    kind,
    key: resourceKey(kind, who),
    name: who.name,
  });
  return {
    id,
    eventId,
    title,
    zone,
    start,
    durationMinutes,
    relations,
    takes: [...(place ? [taken('place')(place)] : []), ...speakers.map(taken('speaker'))],
    latest: agreed + DAY,
    isOpen:
      start > now.getTime() && live !== 'ended' && isOnItsDay({ instant: row.startsAt.toISOString() }, now),
  };
}
