import { en } from './en.js';
import type { Words } from './words.js';

const LANGUAGES: Record<string, Words> = { en };

/**
 * The words for a reader: of their language, else of it without the region, else English.
 * @param wanted BCP 47 tag, null when not known
 * @returns also the tag of the language that was found
 */
export function wordsFor(wanted: string | null): { language: string; words: Words } {
  for (const language of [wanted, wanted?.split('-')[0]]) {
    const words = language ? LANGUAGES[language] : undefined;
    if (language && words) return { language, words };
  }
  return { language: 'en', words: en };
}
