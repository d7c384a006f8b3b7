import { v7, validate } from 'uuid';
import { randomBytesNow } from './random.js';

let msecs = -Infinity;
let seq = 0;

/**
 * A new opaque id: UUID version 7 (RFC 9562), so that rows made together lie together in an index. Those of one process
 * are in the order in which they were made: within a millisecond they count (section 6.2, method 1).
 */
export function newId(): string {
  const random = randomBytesNow(16);
  // eslint-disable-next-line no-restricted-syntax -- an id only roughly says when it was made, nothing is due by it
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // Half of the range is left to count in.
    seq = random.readUInt32BE(6) >>> 1;
  } else {
    seq = (seq + 1) | 0;
    if (seq === 0) msecs++;
  }
  return v7({ random, msecs, seq });
}

/** Whether this could be an id at all; anything else is no uuid to Postgres and refers to nothing. */
export const isId = (text: string): boolean => validate(text);
