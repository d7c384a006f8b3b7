import type { Meeting } from '#contracts';
import type { Session } from '../scheduling/session.entity.js';

type Addressed = Pick<Session, 'status' | 'meetingUrl' | 'backupUrl' | 'meetingRoom'>;

/**
 * Where a session meets: at its backup when that is switched in, else at its own address, else in a room of its own.
 * Nowhere while it is a draft, and once it is cancelled.
 * @param base of the rooms, without a slash at its end
 */
export function meetingOf({ status, meetingUrl, backupUrl, meetingRoom }: Addressed, base: string): Meeting {
  const url = status === 'scheduled' ? (backupUrl ?? meetingUrl ?? `${base}/meridian-${meetingRoom}`) : null;
  return { meetingUrl, backupUrl, url };
}
