import { randomFillSync } from 'node:crypto';

/** Asking the system for random bytes costs more than what is mostly done with them, so they are fetched in stock. */
const stock = Buffer.alloc(8_192);
let used = stock.length;

/** Fresh random bytes, at most 8192, fit for secrets; to be read at once, the next call may overwrite them. */
export function randomBytesNow(count: number): Buffer {
  if (used + count > stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  used += count;
  return stock.subarray(used - count, used);
}
