import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const FOLDER = path.join(import.meta.dirname, '../../docs/mails');

// Made by `npm run mails` where there is a browser; here only that none was forgotten or is heavy.
describe('Pictures of mails', () => {
  const names = ['seat', 'reminder', 'change', 'run-of-show'].flatMap((archetype) =>
    ['en', 'vi', 'ja', 'it', 'kn'].flatMap((language) =>
      [360, 800].map((width) => `${archetype}-${language}-${width}.png`),
    ),
  );

  it('are there for each archetype, language and width', () => {
    expect(names.filter((name) => !existsSync(path.join(FOLDER, name)))).toEqual([]);
  });

  it('are small', () => {
    const sizes = readdirSync(FOLDER)
      .filter((name) => name.endsWith('.png'))
      .map((name) => statSync(path.join(FOLDER, name)).size);
    expect(Math.max(...sizes)).toBeLessThan(100_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_500_000);
  });
});
