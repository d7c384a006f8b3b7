import { describe, expect, it } from '@jest/globals';
import { PreferenceLinks } from './preference-links.js';

const links = new PreferenceLinks('a secret of the tests, long enough');
const token = links.issue('person-1');

describe('links to preferences', () => {
  it('name their person, and are the same each time', () => {
    expect(links.read(token)).toBe('person-1');
    expect(links.issue('person-1')).toBe(token);
  });

  it.each([
    ['made with another secret', new PreferenceLinks('another secret, also long enough').issue('person-1')],
    ['of another person', `${Buffer.from('person-2').toString('base64url')}.${token.split('.')[1]}`],
    ['with something added', `${token}A`],
    ['cut short', token.slice(0, -1)],
    ['without a signature', token.split('.')[0]!],
    ['that are empty', ''],
  ])('%s are worth nothing', (_, forged) => expect(links.read(forged)).toBeNull());
});
