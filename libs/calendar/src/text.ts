/** A calendar that can't be written without breaking RFC 5545 or 5546: a programming error or hostile data. */
export class CalendarError extends Error {
  readonly code = 'calendar.invalid';

  constructor(message: string) {
    super(message);
    this.name = 'CalendarError';
  }
}

// C0 and C1 controls, DEL, and Unicode's own line and paragraph separators.
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const EVERY_CONTROL = new RegExp(CONTROLS, 'gu');
const LINE_BREAKS = /\r\n|[\n\r\u0085\u2028\u2029]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;
const EMAIL = /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/u;

/*
 * What people typed is cleaned, not refused: one hostile title must not take a whole feed down. Identifiers
 * and addresses are refused: cleaned they would name something else. ical.js then escapes text values; it
 * writes parameters and URIs as they are, so nothing of this is left to it.
 */

/** Text on one line: line breaks and tabs become a space, other control characters go. */
export function oneLine(text: string): string {
  return clean(text.replace(LINE_BREAKS, ' ').replaceAll('\t', ' '));
}

/**
 * Text for a parameter such as CN. Backslashes go as well: parameters know no escapes, but some readers
 * (ical.js is one) turn `\n` into a line break there. Double quotes become single ones and carets go, because not every
 * reader knows how RFC 6868 writes them (python3-icalendar shows `^'`).
 */
export function parameterText(text: string): string {
  return oneLine(text).replaceAll('"', "'").replaceAll(/[\\^]/g, '');
}

/** Text of several lines, LF between them; other control characters go. */
export function manyLines(text: string): string {
  return text.replace(LINE_BREAKS, '\n').split('\n').map(clean).join('\n');
}

/** An identifier such as a UID: text without any control character. Throws CalendarError. */
export function identifier(field: string, value: string): string {
  if (value === '' || CONTROLS.test(value)) {
    throw new CalendarError(`${field} must be text without control characters: ${JSON.stringify(value)}`);
  }
  return value;
}

/** A word of a fixed list, compared at run time because rows may be older than the code. Throws CalendarError. */
export function word<W extends string>(field: string, value: W, words: readonly W[]): W {
  if (!words.includes(value)) {
    throw new CalendarError(`${field} must be one of ${words.join(', ')}: ${JSON.stringify(value)}`);
  }
  return value;
}

/** The calendar address of a mail address (RFC 6068). Throws CalendarError unless it is one plain address. */
export function mailto(field: string, email: string): string {
  if (CONTROLS.test(email) || !EMAIL.test(email)) {
    throw new CalendarError(`${field} must be a mail address: ${JSON.stringify(email)}`);
  }
  return `mailto:${encodeURI(email.replace(LONE_SURROGATES, '\ufffd')).replaceAll('?', '%3F').replaceAll('#', '%23')}`;
}

/** An http(s) address in its normal form. Throws CalendarError. */
export function webAddress(field: string, address: string): string {
  // Checked before parsing: URL removes tabs and line breaks silently.
  if (!CONTROLS.test(address) && URL.canParse(address)) {
    const url = new URL(address);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href;
  }
  throw new CalendarError(`${field} must be an http or https address: ${JSON.stringify(address)}`);
}

function clean(text: string): string {
  return text.replace(EVERY_CONTROL, '').replace(LONE_SURROGATES, '\ufffd');
}
