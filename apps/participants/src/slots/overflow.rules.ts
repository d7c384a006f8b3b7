import type { SlotSettings } from './slots.rules.js';

/** A seat that counts against the capacity and can go back to the queue. */
export interface Removable {
  readonly size: number;
  readonly allocation: string | null;
}

/**
 * Which seats go back to the queue so that smaller settings hold, and which of the rest leave an allocation that has
 * become too small and count in the shared pool.
 * @param seats of people, the last seated first
 * @param taken held + confirmed + offered
 * @returns null when even without all of them too many are taken
 */
export function overflowing<R extends Removable>(
  seats: readonly R[],
  taken: number,
  { capacity, allocations }: SlotSettings,
): { back: R[]; toPool: R[] } | null {
  let left = taken;
  const back: R[] = [];
  for (const seat of seats) {
    if (capacity === null || left <= capacity) break;
    back.push(seat);
    left -= seat.size;
  }
  if (capacity !== null && left > capacity) return null;

  const toPool: R[] = [];
  const stay = seats.filter((seat) => !back.includes(seat));
  for (const [city, reserved] of Object.entries(allocations)) {
    const own = stay.filter(({ allocation }) => allocation === city);
    let inside = own.reduce((sum, { size }) => sum + size, 0);
    for (const seat of own) {
      if (inside <= reserved) break;
      toPool.push(seat);
      inside -= seat.size;
    }
  }
  return { back, toPool };
}
