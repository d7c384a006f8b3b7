import type { AboutSession, Message } from './notice.js';
import { seatDetails } from './seat-modes.js';

type Plain =
  | 'seat-waiting'
  | 'seat-promoted'
  | 'seat-expired'
  | 'seat-lapsed'
  | 'seat-back-to-waiting'
  | 'seat-cancelled'
  | 'seat-given-up'
  | 'join-link'
  | 'session-cancelled';

/** Of a seat, or place in the queue, that is the reader's now. */
const OF_A_SEAT = new Set<Plain>(['seat-waiting', 'seat-promoted', 'seat-back-to-waiting']);

/** Subject, label and body of a notice that names nothing but the session. */
export const plainWords =
  (kind: Plain) =>
  (about: AboutSession): Message => {
    const { say, title } = about;
    return {
      subject: say(`${kind}.subject`, { title }),
      label: say(`${kind}.label`),
      body: say(`${kind}.body`),
      details: OF_A_SEAT.has(kind) ? seatDetails(about) : [],
    };
  };
