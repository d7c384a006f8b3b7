import { MoreThan, type DataSource } from 'typeorm';
import type { Subject } from '../notices/session-page.js';
import { CityCopy } from './city-copy.entity.js';
import { EventCopy } from './event-copy.entity.js';
import { SessionCopy } from './session-copy.entity.js';

/** The copy of a session that is known to be there. */
export function findSession(dataSource: DataSource, id: string): Promise<SessionCopy> {
  return dataSource.getRepository(SessionCopy).findOneByOrFail({ id });
}

/** A session with its event and own city, as far as their facts have come; null while its own has not. */
export async function findSubject(dataSource: DataSource, sessionId: string): Promise<Subject | null> {
  const session = await dataSource
    .getRepository(SessionCopy)
    .findOneBy({ id: sessionId, version: MoreThan(0) });
  if (!session) return null;
  const [event, city] = await Promise.all([
    session.eventId ? dataSource.getRepository(EventCopy).findOneBy({ id: session.eventId }) : null,
    session.ownCity ? dataSource.getRepository(CityCopy).findOneBy({ slug: session.ownCity }) : null,
  ]);
  return { session, event, city };
}
