import { describe, expect, it } from '@jest/globals';
import { readingLanguages } from './languages.js';

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
