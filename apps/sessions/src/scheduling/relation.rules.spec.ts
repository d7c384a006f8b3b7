import { describe, expect, it } from '@jest/globals';
import { RELATION_KINDS } from '#contracts';
import fc from 'fast-check';
import { leadsTo, misplacedNumbers, resolveRelations, type RelatedSession } from './relation.rules.js';

const session = (id: string, earlier: string[] = [], eventId = 'festival'): RelatedSession => ({
  id,
  slug: `slug-${id}`,
  eventId,
  earlier,
});
const self = { id: 'self', eventId: 'festival' };

describe('relations', () => {
  const programme = [session('self'), session('first'), session('abroad', [], 'autumn')];
  const resolve = (earlier: string) =>
    resolveRelations([{ kind: 'encore', session: earlier }], self, programme);

  it('point at sessions of the programme by id, and of the event by slug', () => {
    for (const [input, id] of [
      ['first', 'first'],
      ['slug-first', 'first'],
      ['abroad', 'abroad'],
    ] as const) {
      expect(resolve(input)).toEqual([{ kind: 'encore', session: id }]);
    }
    for (const unknown of ['slug-abroad', 'nothing'])
      expect(() => resolve(unknown)).toThrow('relations[0].session');
  });

  it('never lead back to their session', () => {
    const circle = [session('self'), session('a', ['b']), session('b', ['self'])];
    for (const earlier of ['a', 'b', 'self']) {
      expect(() => resolveRelations([{ kind: 'follows', session: earlier }], self, circle)).toThrow(
        'after itself',
      );
    }
  });

  it('have a gap only when they follow, an overlap only when they continue', () => {
    for (const kind of RELATION_KINDS) {
      const wrong = misplacedNumbers({ kind, gapMinutes: 0, overlapMinutes: 0 }, 'relations[0]');
      const paths = wrong.map(({ path }) => path.split('.')[1]);
      expect(paths.includes('gapMinutes')).toBe(kind !== 'follows');
      expect(paths.includes('overlapMinutes')).toBe(kind !== 'continues');
    }
  });
});

describe('leading to', () => {
  const nodes = Array.from({ length: 6 }, (_, node) => String(node));
  const graphs = fc.array(fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes)), { maxLength: 14 });

  it('is the reflexive transitive closure, in circles too', () => {
    fc.assert(
      fc.property(graphs, (edges) => {
        const reach = new Set(nodes.map((node) => `${node} ${node}`));
        for (const _ of nodes) {
          for (const [a, b] of edges)
            for (const to of nodes) if (reach.has(`${b} ${to}`)) reach.add(`${a} ${to}`);
        }
        const earlier = (from: string) => edges.flatMap(([a, b]) => (a === from ? [b] : []));
        for (const from of nodes) {
          for (const to of nodes) expect(leadsTo(from, to, earlier)).toBe(reach.has(`${from} ${to}`));
        }
      }),
    );
  });
});
