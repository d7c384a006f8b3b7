import type { Detail } from './mail/page.js';
import type { AboutSession, SeatMode, SessionReader } from './notice.js';

type Modes = Pick<SessionReader, 'mode' | 'modes'>;

/** Whether somebody takes part online alone, and no room is theirs. Somebody may have a seat there besides. */
export const isOnlineOnly = ({ mode, modes }: Modes): boolean =>
  mode === 'online' && !modes?.includes('in-person');

/** Where the seat is that a mail tells of. */
export function seatDetails({ say, seat }: AboutSession): Detail[] {
  const modes: readonly (SeatMode | null)[] = seat.modes ?? [seat.mode];
  const [inPerson, online] = [modes.includes('in-person'), modes.includes('online')];
  if (!inPerson && !online) return [];
  const seats = inPerson && online ? 'both' : online ? 'online' : 'in-person';
  return [{ label: say('label.seat'), value: say('seat.modes', { seats }) }];
}
