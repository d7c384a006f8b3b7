import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for a condition. Errors of the condition count as "not yet": what it asks may be away.
 *
 * @template T
 * @param {() => Promise<T> | T} condition
 * @param {{ timeoutMs: number, what: string, everyMs?: number }} options
 * @returns {Promise<T>} the first truthy result
 */
export async function waitUntil(condition, { timeoutMs, what, everyMs = 100 }) {
  const deadline = performance.now() + timeoutMs;
  let last;
  for (;;) {
    try {
      const result = await condition();
      if (result) return result;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      const why = last ? ` (${last.message})` : '';
      throw new Error(`not so after ${timeoutMs / 1000} s: ${what}${why}`, { cause: last });
    }
    await delay(everyMs);
  }
}

/**
 * Waits for some work, but no longer than this.
 *
 * @param {Promise<unknown>} work
 * @param {number} ms
 * @returns {Promise<boolean>} whether it has ended; fails when it has failed
 */
export async function isInTime(work, ms) {
  const timer = new AbortController();
  const late = delay(ms, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    timer.abort();
  }
}
