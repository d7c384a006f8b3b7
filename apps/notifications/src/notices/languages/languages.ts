import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.js';
import { it } from './it.js';
import { ja } from './ja.js';
import { kn } from './kn.js';
import type { ArgumentsOf, Catalogue, MESSAGES, MessageKey } from './messages.js';
import { vi } from './vi.js';

/** Every language that mails are written in. A language is one file, and a line here. */
export const CATALOGUES = { en, vi, ja, it, kn } satisfies Record<string, Catalogue>;
export type LanguageName = keyof typeof CATALOGUES;

/** Says messages in one language. */
export interface Say {
  <K extends MessageKey>(
    key: K,
    ...given: (typeof MESSAGES)[K] extends readonly [] ? [] : [ArgumentsOf<K>]
  ): string;
  /** Whose words these are: `en`. */
  readonly language: LanguageName;
  /** By which dates and times are written: the reader's own tag, `en-GB`, where its words are known. */
  readonly locale: string;
}

const formats = new Map<string, IntlMessageFormat>();

/**
 * The words for a reader: in their language, else English.
 * @param wanted BCP 47 tag, null when not known
 */
export function wordsFor(wanted: string | null): Say {
  const base = wanted?.split('-')[0] ?? '';
  const language = Object.hasOwn(CATALOGUES, base) ? (base as LanguageName) : 'en';
  const locale = wanted && base === language ? wanted : language;
  const say = (key: MessageKey, given: Record<string, string | number> = {}): string =>
    String(formatOf(language, key).format(oneLine(given)));
  return Object.assign(say, { language, locale }) as Say;
}

/** A line break in a title would begin a paragraph of its own. */
function oneLine(given: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll(/[\r\n]+/g, ' ') : value,
    ]),
  );
}

/** Parsed once. Mark-up in a text stays text. */
export function formatOf(language: LanguageName, key: MessageKey): IntlMessageFormat {
  const name = `${language} ${key}`;
  let format = formats.get(name);
  if (!format) {
    format = new IntlMessageFormat(CATALOGUES[language][key], language, undefined, { ignoreTag: true });
    formats.set(name, format);
  }
  return format;
}
