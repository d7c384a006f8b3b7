import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { arrayLiteral } from './array-literal.js';

let service: TestService;
beforeAll(async () => {
  service = await startSample();
});
afterAll(() => service.stop());

const readBack = async (values: readonly unknown[], type: string) => {
  const [row] = await service.sql<{ read: unknown[] }>(`SELECT $1::${type}[] AS read`, [
    arrayLiteral(values),
  ]);
  return row!.read;
};

it('reads back whatever texts are in it', async () => {
  // PostgreSQL takes no U+0000.
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((raw) => raw.replaceAll('\0', '')),
    fc.constantFrom('null', 'NULL', 'Null', '', ' ', '{}', '{a,b}', '"', '\\', 'a"b\\c', ',', "it's", '\n'),
    fc.constant(null),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text), async (texts) => {
      expect(await readBack(texts, 'text')).toEqual(texts);
    }),
    { numRuns: 200 },
  );
});

it('reads back numbers, booleans, instants and nulls', async () => {
  const [a, b] = [new Date('2027-06-10T12:00:00.123Z'), new Date('1969-07-20T20:17:40Z')];
  expect(await readBack([a, a, null, b, a], 'timestamptz')).toEqual([a, a, null, b, a]);
  expect(await readBack([1, -2, null], 'int')).toEqual([1, -2, null]);
  expect(await readBack([true, false, undefined], 'boolean')).toEqual([true, false, null]);
  expect(() => arrayLiteral([{}])).toThrow('only texts');
});
