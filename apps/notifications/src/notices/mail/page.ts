/** One moment as two clocks show it. */
export interface TimeBlock {
  lead: string;
  /** Large: `7:00 PM` */
  time: string;
  date: string;
  zone: string;
  /** The host's time beside it; null when the reader's clock shows the same. */
  host: string | null;
}

/** What every mail consists of, in a reader's words. Both layouts show the same. */
export interface MailPage {
  language: string;
  greeting: string;
  heading: string;
  paragraphs: readonly string[];
  when: TimeBlock | null;
  /** Labelled lines, like the place. */
  details: readonly { label: string; value: string }[];
  button: { label: string; url: string };
  footer: string;
}
