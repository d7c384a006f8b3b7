import { describe, expect, it } from '@jest/globals';
import { Slug } from '#contracts';
import fc from 'fast-check';
import { slugFor } from './slug.rules.js';

describe('a slug made from a name', () => {
  it.each([
    ['Sea Festival: opening', 'sea-festival-opening'],
    ['Lễ khai mạc trên bãi biển Đông', 'le-khai-mac-tren-bai-bien-dong'],
    ['Mayors’ conversation (2)', 'mayors-conversation-2'],
    ['開会式', 'session'],
    ['…', 'session'],
  ])('%s is %s', (name, slug) => {
    expect(slugFor(name, new Set(), 'session')).toBe(slug);
  });

  it('is a slug, and free, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), fc.nat(12), (name, count) => {
        const taken = new Set<string>();
        for (let n = 0; n <= count; n++) {
          const slug = slugFor(name, taken, 'session');
          expect(Slug.safeParse(slug).success).toBe(true);
          expect(taken.has(slug)).toBe(false);
          taken.add(slug);
        }
      }),
    );
  });
});
