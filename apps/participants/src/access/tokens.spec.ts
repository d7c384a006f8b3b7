import { describe, expect, it } from '@jest/globals';
import { Tokens } from './tokens.js';

const tokens = new Tokens('a secret of the tests, long enough');
const token = tokens.issue('bearer', 'login-1');

describe('tokens', () => {
  it('name their id, and are the same each time', () => {
    expect(tokens.read('bearer', token)).toBe('login-1');
    expect(tokens.issue('bearer', 'login-1')).toBe(token);
    expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
  });

  it.each([
    ['for another purpose', tokens.issue('sign-in', 'login-1')],
    ['made with another secret', new Tokens('another secret, also long enough').issue('bearer', 'login-1')],
    ['of another id', `${Buffer.from('login-2').toString('base64url')}.${token.split('.')[1]}`],
    ['with something added', `${token}A`],
    ['cut short', token.slice(0, -1)],
    ['without a signature', token.split('.')[0]!],
    ['that is empty', ''],
  ])('%s are worth nothing', (_, forged) => {
    expect(tokens.read('bearer', forged)).toBeNull();
  });
});
