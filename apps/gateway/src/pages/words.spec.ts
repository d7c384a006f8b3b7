import { describe, expect, it } from '@jest/globals';
import { joinWords } from '../joining/join.words.js';
import { pollWords } from '../polls/poll.words.js';
import { mailsWords } from '../reminders/mails.words.js';

/** Words that say the same as a term of docs/GLOSSARY.md, or address the reader otherwise than it says. */
const STRAY: Record<string, RegExp> = {
  en: /\b(?:waitlist|waiting list|webinar|attendee)\b/i,
  vi: /\b(?:ghế|hàng đợi|hàng chờ|bạn|hãy)\b/iu,
  ja: /座席|ウェイティング|リマインド|あなた/,
  it: /\b(?:coda|seduta|sedia|tu|tuo|tua|partecipa|puoi)\b/iu,
  kn: /ಅಧಿವೇಶನ|ಕುರ್ಚಿ|ನೀನು|ಸರದಿ|ಸರತಿ|ಧ್ವನಿಮುದ್ರಣ/,
};

/** All that the words say, with a city, a time or a number in it where they take one. */
function said(words: object): string[] {
  return Object.values(words).flatMap((value: unknown) => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'function') return [String((value as (...all: unknown[]) => string)(2, 'Boston'))];
    return said(value as object);
  });
}

describe.each(Object.keys(STRAY))('pages in %s', (language) => {
  const pages = [joinWords, mailsWords, pollWords].map((speak) => speak([language]));

  it('are in that language', () => {
    expect(pages.map((page) => page.language)).toEqual([language, language, language]);
  });

  it('use the glossary’s words and its address', () => {
    const strays = pages.flatMap(({ words }) => said(words)).filter((text) => STRAY[language]!.test(text));
    expect(strays).toEqual([]);
  });

  it('leave nothing empty', () => {
    expect(pages.flatMap(({ words }) => said(words)).filter((text) => text.trim() === '')).toEqual([]);
  });
});
