/**
 * What differs from reader to reader of one shared mail: filled in when it goes out to that reader. The last two are
 * lines of its calendar part.
 */
export const SLOTS = ['name', 'joinUrl', 'preferencesUrl', 'stamp', 'attendee'] as const;
export type SlotName = (typeof SLOTS)[number];
export interface Slot {
  readonly slot: SlotName;
}
export type Piece = string | Slot;
/** A text with slots in it. */
export type Line = string | readonly Piece[];

/** One moment as two clocks show it. */
export interface TimeBlock {
  lead: string;
  /** Large: `7:00 PM` */
  time: string;
  /** Beside it: `– 8:30 PM`; null where the end is not of interest. */
  end: string | null;
  date: string;
  zone: string;
  /** The host's beside it; null when the reader's clock shows the same. */
  host: { lead: string; time: string; date: string; zone: string } | null;
}

/** A labelled line, like the place. */
export interface Detail {
  label: string;
  value: string;
}

/** One of several things that a mail lists: a session of the day, a proposed time. */
export interface Card {
  heading: string;
  details: readonly Detail[];
  /** Lines without a label. */
  lines?: readonly string[];
  links?: readonly { label: string; url: string }[];
}

/** What every mail consists of, in a reader's words. HTML and plain text show the same. */
export interface MailPage {
  /** BCP 47 tag of the words. */
  language: string;
  greeting: Line;
  /** What kind of mail it is, in a few words. */
  label: string;
  /** What it is about: a title. */
  heading: string;
  paragraphs: readonly string[];
  when: TimeBlock | null;
  details: readonly Detail[];
  cards: readonly Card[];
  button: { label: string; url: Line };
  /** Why it came. */
  footer: string;
  /** Leads to which mails the reader wants; null for what is always told. */
  preferences: { label: string; url: Line } | null;
}
