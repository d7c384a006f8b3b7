import { describe, expect, it } from '@jest/globals';
import { readCursor, toPage } from './paging.js';

describe('paging', () => {
  const keyOf = (city: string) => [city];

  it('leads from page to page until the last', () => {
    const first = toPage(['boston', 'rome', 'tokyo'], 2, keyOf);
    expect(first.items).toEqual(['boston', 'rome']);
    expect(readCursor(first.next!)).toEqual(['rome']);
    expect(toPage(['tokyo'], 2, keyOf)).toEqual({ items: ['tokyo'], next: null });
    expect(toPage(['boston', 'rome'], 2, keyOf).next).toBeNull();
    expect(toPage([], 2, keyOf)).toEqual({ items: [], next: null });
  });

  it('starts at the beginning without a cursor and refuses one that it never gave', () => {
    expect(readCursor(undefined)).toBeUndefined();
    const foreign = toPage(['a', 'b'], 1, (row) => [row, '1']).next!;
    for (const cursor of ['', 'rome', 'eyJhIjoxfQ', foreign]) {
      expect(() => readCursor(cursor)).toThrow('cursor');
    }
  });
});
