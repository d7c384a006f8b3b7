import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CATALOGUES, type LanguageName } from './languages.js';

const page = readFileSync(new URL('../../../../../docs/GLOSSARY.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const [head = [], , ...terms] = rows;

/** Words that say the same as a term of the glossary, and must not be used beside it. */
const STRAY: Record<LanguageName, RegExp> = {
  en: /\b(?:waitlist|waiting list|webinar|attendee|talk|meeting)\b/i,
  vi: /\b(?:ghế|hàng đợi|bạn)\b/iu,
  ja: /座席|ウェイティング|リマインド|あなた/,
  it: /\b(?:coda|seduta|sedia|tu|tuo|tua)\b/iu,
  kn: /ಸರತಿ|ಅಧಿವೇಶನ|ಕುರ್ಚಿ|ನೀನು/,
};

describe('docs/GLOSSARY.md', () => {
  it('has a column for every language that mails are written in', () => {
    expect(head).toEqual(['term', ...Object.keys(CATALOGUES)]);
  });

  it.each(Object.keys(CATALOGUES) as LanguageName[])('has the words that mails use in %s', (language) => {
    const said = Object.values(CATALOGUES[language]).join('\n').toLocaleLowerCase(language);
    const column = head.indexOf(language);
    const unused = terms
      .map((row) => row[column]!)
      .filter((word) => word !== '–' && !said.includes(word.toLocaleLowerCase(language)));
    expect(unused).toEqual([]);
  });

  it.each(Object.keys(CATALOGUES) as LanguageName[])('has no other words for the same in %s', (language) => {
    const strays = Object.entries(CATALOGUES[language]).filter(([, text]) => STRAY[language].test(text));
    expect(strays).toEqual([]);
  });
});
