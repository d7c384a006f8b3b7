import type { RowBuilder } from './rows.rules.js';

/** A column with a number that stands for it in an order. */
export interface Keyed {
  readonly column: number;
  readonly key: number;
}

/**
 * Rows that keep the key of what is taken of `second` from being below that of what is taken of `first`: for each key
 * k of `second`, not both something of `first` above k and something of `second` up to k. Both sums are built up in
 * helpers, one from the other: written out, the rows would have a quadratic number of entries, and solving takes
 * several times as long.
 */
export function addOrder(
  rows: RowBuilder,
  first: readonly Keyed[],
  second: readonly Keyed[],
  constraint: number,
): void {
  const keys = [...new Set(second.map(({ key }) => key))].sort((a, b) => a - b);
  const columnsAt = (all: readonly Keyed[], over: number, upTo: number) =>
    all.filter(({ key }) => over < key && key <= upTo).map(({ column }) => [column, -1] as const);
  const chain = (before: number | undefined, added: readonly (readonly [number, number])[]) => {
    const helper = rows.addHelper();
    const rest = before === undefined ? added : [[before, -1] as const, ...added];
    rows.add([[helper, 1], ...rest], { exactly: 0, constraint });
    return helper;
  };

  const upTo: number[] = [];
  for (const [index, key] of keys.entries()) {
    upTo.push(chain(upTo.at(-1), columnsAt(second, keys[index - 1] ?? -Infinity, key)));
  }
  let above: number | undefined;
  for (let index = keys.length - 1; index >= 0; index--) {
    above = chain(above, columnsAt(first, keys[index]!, keys[index + 1] ?? Infinity));
    rows.addSum([above, upTo[index]!], { constraint });
  }
}
