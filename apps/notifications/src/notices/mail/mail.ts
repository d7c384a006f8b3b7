import type { Piece, SlotName } from './page.js';
import { splice } from './template.js';
import { escapeHtml } from './html.js';

/**
 * A mail as all readers in one language and zone get it, with slots for what is each reader's own. The same `key` is the
 * same mail, to the byte.
 */
export interface SharedMail {
  /** Null: nobody else gets it. */
  readonly key: string | null;
  readonly subject: string;
  readonly text: readonly Piece[];
  readonly html: readonly Piece[];
  /** Shown by mail programs that know iTIP, and attached for those that don't; null for none. */
  readonly invitation: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: readonly Piece[] } | null;
}

/** One reader's mail, ready to be handed over. */
export interface Mail {
  readonly shared: SharedMail;
  readonly to: { readonly name: string; readonly address: string };
  /** What stands in the slots. */
  readonly own: Readonly<Record<SlotName, string>>;
  /** Where one click does away with mails of this kind; null for what is always told. */
  readonly unsubscribe: string | null;
  /** When it was made. */
  readonly date: Date;
}

/** A mail's texts in full, as its reader gets them. */
export interface SpelledOut extends Omit<Mail, 'shared' | 'own'> {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly invitation: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string } | null;
}

export function spellOut({ shared, own, ...rest }: Mail): SpelledOut {
  const { subject, text, html, invitation } = shared;
  return {
    ...rest,
    subject,
    text: splice(text, own),
    html: splice(html, own, escapeHtml),
    invitation: invitation && { method: invitation.method, content: splice(invitation.content, own) },
  };
}
