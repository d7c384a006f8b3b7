import { describe, expect, it } from '@jest/globals';
import { CATALOGUES, formatOf, wordsFor, type LanguageName } from './languages.js';
import { ARGUMENTS, MESSAGES, type ArgumentName, type MessageKey } from './messages.js';

const languages = Object.keys(CATALOGUES) as LanguageName[];
const keys = Object.keys(MESSAGES) as MessageKey[];

type Format = ReturnType<typeof formatOf>;
type Element = ReturnType<Format['getAst']>[number];

/** Every argument in a message, with the words its `select` names or `#` for a plural. */
function argumentsIn(elements: readonly Element[]): { name: string; words: string[]; isPlural: boolean }[] {
  return elements.flatMap((element) => {
    if (!('value' in element) || element.type === 0) return [];
    const options = 'options' in element ? element.options : {};
    const isPlural = 'pluralType' in element;
    const words = isPlural ? [] : Object.keys(options);
    const inside = Object.values(options).flatMap(({ value }) => argumentsIn(value));
    return [{ name: element.value, words, isPlural }, ...inside];
  });
}

/** All the ways to call a message: each word of each `select`, and the plural values that languages tell apart. */
function examplesOf(key: MessageKey): Record<string, string | number>[] {
  const names: readonly ArgumentName[] = MESSAGES[key];
  return names.reduce<Record<string, string | number>[]>(
    (examples, name) =>
      examples.flatMap((example) => valuesOf(name).map((value) => ({ ...example, [name]: value }))),
    [{}],
  );
}
function valuesOf(name: ArgumentName): readonly (string | number)[] {
  const kind = ARGUMENTS[name];
  if (kind === 'text') return [`‹${name}›`];
  return kind === 'number' ? [0, 1, 2, 1_234] : kind;
}

describe('Every message in every language', () => {
  it.each(languages)('is there in %s, and no other', (language) => {
    expect(Object.keys(CATALOGUES[language]).sort()).toEqual([...keys].sort());
  });

  it.each(languages)('takes in %s the arguments that it is given, all of them', (language) => {
    for (const key of keys) {
      const used = argumentsIn(formatOf(language, key).getAst());
      const names = [...new Set(used.map(({ name }) => name))].sort();
      expect({ key, names }).toEqual({ key, names: [...MESSAGES[key]].sort() });
      for (const { name, words, isPlural } of used) {
        const kind: string | readonly string[] = ARGUMENTS[name as ArgumentName];
        expect({ key, name, isPlural }).toEqual({ key, name, isPlural: kind === 'number' });
        // A word that is never given would never be said.
        const unknown = words.filter((word) => word !== 'other' && !kind.includes(word));
        expect({ key, name, unknown }).toEqual({ key, name, unknown: [] });
      }
    }
  });

  it.each(languages)('says something in %s for each word and number', (language) => {
    for (const key of keys) {
      for (const example of examplesOf(key)) {
        const text = String(formatOf(language, key).format(example));
        // Apostrophes of ICU's own, doubled or stray spaces and left-over braces are slips of the pen.
        const slips: string[] = text.match(/^\s|\s$|'|  |[{}]|undefined| [,.;:!?]/gu) ?? [];
        if (!key.endsWith('.body') && text.includes('\n')) slips.push('line break');
        expect({ key, text, slips }).toEqual({ key, text: expect.stringMatching(/\p{L}|–/u), slips: [] });
      }
    }
  });
});

describe('Words for a reader', () => {
  it.each([
    ['vi', 'vi', 'vi'],
    ['en-GB', 'en', 'en-GB'],
    ['ja-JP', 'ja', 'ja-JP'],
    ['fr', 'en', 'en'],
    ['toString', 'en', 'en'],
    [null, 'en', 'en'],
  ])('of %s are those of %s, with dates as in %s', (wanted, language, locale) => {
    const say = wordsFor(wanted);
    expect([say.language, say.locale]).toEqual([language, locale]);
  });

  it('have plurals', () => {
    const minutes = (n: number) => wordsFor('it')('session-delayed.label', { n });
    expect([minutes(1), minutes(2)]).toEqual(['Inizio 1 minuto più tardi', 'Inizio 2 minuti più tardi']);
  });
});
