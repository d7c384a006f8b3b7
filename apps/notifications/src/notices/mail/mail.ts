import type { Piece } from './page.js';

/** A mail, made and ready to be handed over. */
export interface Mail {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  invitation: Invitation | null;
  /** Where one click does away with mails of this kind; null for what is always told. */
  unsubscribe: string | null;
}

/**
 * A mail as all readers in one language and zone get it, with slots for what is each reader's own. The same `key` is the
 * same mail, to the byte.
 */
export interface SharedMail {
  readonly key: string;
  readonly subject: string;
  readonly text: readonly Piece[];
  readonly html: readonly Piece[];
}

/** The calendar part: shown by mail programs that know iTIP, and attached for those that don't. */
export interface Invitation {
  method: 'REQUEST' | 'CANCEL';
  content: string;
}
