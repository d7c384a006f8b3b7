import type { AboutSession, Message } from './notice.js';

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

/** Subject, label and body of a notice that names nothing but the session. */
export const plainWords =
  (kind: Plain) =>
  ({ say, title }: AboutSession): Message => ({
    subject: say(`${kind}.subject`, { title }),
    label: say(`${kind}.label`),
    body: say(`${kind}.body`),
  });
