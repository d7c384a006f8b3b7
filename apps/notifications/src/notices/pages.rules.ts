import type { Matter } from '../matters/matter.js';
import type { Subject } from './session-page.js';

/** The schedule of a programme, the only page that says what there is; at one of its sessions or events, as feeds link it. */
const schedule = (publicUrl: string, programmeId: string, at = ''): string =>
  `${publicUrl}/?programme=${programmeId}${at}`;

/** Where a session stands; the front page while its event, and so perhaps its programme, is not public. */
export function pageOfSession(
  publicUrl: string,
  { session, event }: Pick<Subject, 'session' | 'event'>,
): string {
  if (!session.programmeId || event?.isPublished === false) return `${publicUrl}/`;
  return schedule(publicUrl, session.programmeId, `#session-${session.id}`);
}

/** Where that stands which a mail to organizers or liaisons is about. */
export function pageOfMatter(publicUrl: string, matter: Matter): string {
  const { programmeId } = matter;
  const atSession = (id: string | undefined) => schedule(publicUrl, programmeId, id ? `#session-${id}` : '');
  switch (matter.kind) {
    case 'event':
    case 'day': {
      const { id, isPublished } = matter.event;
      return isPublished ? schedule(publicUrl, programmeId, `#event-${id}`) : `${publicUrl}/`;
    }
    case 'move':
      return atSession(matter.move.sessions[0]?.id);
    case 'poll':
      // What is asked about may be a draft, of a programme that nobody sees yet; answers have pages of their own.
      return `${publicUrl}/`;
    case 'series':
      return atSession(matter.occurrences[0]?.sessionId);
    case 'block':
      return atSession(matter.sessionId);
    case 'digest':
      return matter.isPublished ? schedule(publicUrl, programmeId) : `${publicUrl}/`;
  }
}
