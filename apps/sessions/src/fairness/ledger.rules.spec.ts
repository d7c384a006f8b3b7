import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entriesBetween, evennessOf, linesOf, medianOf, type NewEntry } from './ledger.rules.js';

const HOUR = 60 * 60 * 1_000_000;
const CITIES = [
  { slug: 'boston', zone: 'America/New_York', comfort: null },
  { slug: 'nha-trang', zone: 'Asia/Ho_Chi_Minh', comfort: null },
  { slug: 'rome', zone: 'Europe/Rome', comfort: [{ from: '00:00', to: '24:00', weight: 0.1 }] },
];
const opening = {
  status: 'scheduled',
  startsAt: new Date('2027-06-10T12:00:00Z'),
  durationMinutes: 60,
  purpose: 'work' as const,
  parts: { boston: 'required', 'nha-trang': 'required', rome: 'invited' },
  ownCity: 'nha-trang',
};

describe('the lines of a session', () => {
  it('are the burdens of the cities it requires, by their own clocks and comfort', () => {
    expect(linesOf(opening, CITIES)).toEqual(
      new Map([
        ['boston', 1 * HOUR],
        ['nha-trang', 1 * HOUR],
      ]),
    );
    const forAll = { ...opening, parts: { rome: 'required' }, durationMinutes: 7 };
    expect(linesOf(forAll, CITIES)).toEqual(new Map([['rome', 0.7 * 60 * 1_000_000]]));
  });

  it('know the purpose in its own city only', () => {
    const evening = linesOf({ ...opening, purpose: 'evening' }, CITIES);
    expect([evening.get('nha-trang'), evening.get('boston')]).toEqual([0, 1 * HOUR]);
  });

  it('are none before its release and after it is cancelled', () => {
    for (const status of ['draft', 'cancelled']) expect(linesOf({ ...opening, status }, CITIES).size).toBe(0);
  });
});

describe('entries', () => {
  it('are borne, corrected and reversed', () => {
    const written = new Map([
      ['boston', 2],
      ['rome', 5],
      ['tokyo', 1],
    ]);
    const lines = new Map([
      ['boston', 3],
      ['nha-trang', 0],
      ['tokyo', 1],
    ]);
    expect(entriesBetween(written, lines)).toEqual([
      { city: 'boston', kind: 'corrected', burden: 3, change: 1 },
      { city: 'nha-trang', kind: 'borne', burden: 0, change: 0 },
      { city: 'rome', kind: 'reversed', burden: null, change: -5 },
    ]);
  });

  it('sum up to the last lines, however often they change', () => {
    const lines = fc.dictionary(fc.constantFrom('boston', 'rome', 'tokyo'), fc.nat(20));
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 6 }), (states) => {
        const entries: NewEntry[] = [];
        let written = new Map<string, number>();
        for (const state of states) {
          const next = new Map(Object.entries(state));
          entries.push(...entriesBetween(written, next));
          expect(entriesBetween(next, next)).toEqual([]);
          written = next;
        }
        for (const city of ['boston', 'rome', 'tokyo']) {
          const sum = entries
            .filter((entry) => entry.city === city)
            .reduce((all, { change }) => all + change, 0);
          expect(sum).toBe(written.get(city) ?? 0);
        }
      }),
    );
  });
});

describe('a city that joins', () => {
  it('starts at the median of the others', () => {
    expect(medianOf([])).toBe(0);
    expect(medianOf([5])).toBe(5);
    expect(medianOf([9, 1, 4])).toBe(4);
    expect(medianOf([1, 9, 4, 6])).toBe(5);
  });
});

describe('evenness', () => {
  it('is 1 when all have borne the same, and 1 ÷ n when one has borne everything', () => {
    expect(evennessOf([])).toBe(1);
    expect(evennessOf([0, 0])).toBe(1);
    expect(evennessOf([3, 3, 3])).toBe(1);
    expect(evennessOf([0, 0, 0, 8])).toBe(0.25);
    // G = Σ|x − y| ÷ (2 n² mean) = (2·(1 + 2 + 1)) ÷ (2 · 9 · 2)
    expect(evennessOf([1, 2, 3])).toBe(0.7778);
  });

  it('agrees with the definition over all pairs, and grows when the most loaded gives to the least', () => {
    const totals = fc.array(fc.nat(1_000), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(totals, (drawn) => {
        const pairs = drawn.flatMap((x) => drawn.map((y) => Math.abs(x - y)));
        const sum = drawn.reduce((all, x) => all + x, 0);
        const gini = sum === 0 ? 0 : pairs.reduce((all, x) => all + x, 0) / (2 * drawn.length * sum);
        expect(evennessOf(drawn)).toBeCloseTo(1 - gini, 4);

        const sorted = [...drawn].sort((a, b) => a - b);
        const [least, most] = [sorted[0]!, sorted.at(-1)!];
        if (most - least < 2) return;
        expect(evennessOf([least + 1, ...sorted.slice(1, -1), most - 1])).toBeGreaterThanOrEqual(
          evennessOf(drawn),
        );
      }),
    );
  });
});
