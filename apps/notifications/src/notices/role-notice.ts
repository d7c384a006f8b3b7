import type { OptionalMail } from '#contracts';
import type { Matter } from '../matters/matter.js';
import type { Say } from './languages/languages.js';
import type { Card, TimeBlock } from './mail/page.js';
import type { Message } from './notice.js';
import type { Relevance } from './relevance.rules.js';

export type RoleNoticeKind =
  | 'city-invited'
  | 'city-answered'
  | 'event-cancelled'
  | 'delegates-to-name'
  | 'names-asked'
  | 'names-due'
  | 'input-asked'
  | 'times-asked'
  | 'change-proposed'
  | 'change-decided'
  | 'answer-due'
  | 'divergence-warning'
  | 'run-of-show'
  | 'digest';

/** Somebody who organizes or speaks for a city. */
export interface RoleReader {
  readonly say: Say;
  readonly personId: string;
  readonly zone: string;
  /** The city they speak for; null for organizers. */
  readonly city: { readonly slug: string; readonly name: string; readonly zone: string } | null;
  /** When the mail was to go out, where it has a time of its own. */
  readonly dueAt: Date | null;
  readonly publicUrl: string;
}

export interface RoleMessage extends Message {
  heading: string;
  when?: TimeBlock;
  cards?: readonly Card[];
}

/** One kind of message to the people behind roles: what it is about, what it says, and until when. */
export interface RoleNotice<M extends Matter = Matter> {
  readonly kind: RoleNoticeKind;
  /** The kind of mail that people may do without; left out for what is always told. */
  readonly optional?: OptionalMail;
  /** @param city that the reader speaks for */
  relevance(matter: M, city: string | null, now: Date): Relevance;
  /** Null when there is nothing to say. */
  write(matter: M, reader: RoleReader): RoleMessage | null;
}
