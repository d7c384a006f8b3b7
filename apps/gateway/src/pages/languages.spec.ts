import { describe, expect, it } from '@jest/globals';
import { pageLanguage, readingLanguages } from './languages.js';

describe('the languages of a reader', () => {
  it.each([
    ['vi,en;q=0.8,it;q=0.9', ['vi', 'it', 'en']],
    ['pt-BR, *;q=0.1', ['pt-BR']],
    ['en;q=0, ja', ['ja']],
    ['<script>;q=x', []],
    [undefined, []],
  ])('of %s', (header, languages) => {
    expect(readingLanguages(header)).toEqual(languages);
  });
});

describe('the language of a page', () => {
  it.each([
    ['it-IT, en;q=0.5', 'it'],
    ['pt-BR, KN;q=0.8, en;q=0.5', 'kn'],
    ['de', 'en'],
    [undefined, 'en'],
  ])('for %s is %s', (accepted, language) => {
    expect(pageLanguage(accepted)).toBe(language);
  });
});
