/**
 * Random choices that a seed repeats (mulberry32). What processes make of them differs from run to run: a seed repeats
 * the load and the faults, not their interleaving.
 *
 * @param {number} seed
 */
export function createRandom(seed) {
  let state = seed >>> 0;
  /** From 0 up to, not including, 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number, both ends included. */
  const between = (low, high) => low + Math.floor(next() * (high - low + 1));
  const pick = (items) => items[between(0, items.length - 1)];
  const shuffled = (items) => {
    const copy = [...items];
    for (let last = copy.length - 1; last > 0; last -= 1) {
      const other = between(0, last);
      [copy[last], copy[other]] = [copy[other], copy[last]];
    }
    return copy;
  };
  return {
    between,
    pick,
    shuffled,
    chance: (share) => next() < share,
    /** @param {Record<string, number>} weights name → how often, relative to the others */
    weighted(weights) {
      const entries = Object.entries(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
      return entries.at(-1)[0];
    },
    /** Another stream of choices, so that one part's number of choices doesn't change another's. */
    fork: (salt) => createRandom(seed * 31 + salt),
  };
}
