import { describe, expect, it } from '@jest/globals';
import { SharedMails } from './shared-mails.js';

describe('Mails that readers share', () => {
  it('are made once per key, and the longest unused gives way', () => {
    const made: string[] = [];
    const mails = new SharedMails(2);
    const ask = (key: string) =>
      mails.get(key, () => {
        made.push(key);
        return { key, subject: key, text: [], html: [], invitation: null };
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(ask(key).subject).toBe(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });
});
