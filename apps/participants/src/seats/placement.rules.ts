/** How full a slot is at one moment under its lock. Numbers sum seat sizes. */
export interface Occupancy {
  /** Null is open to all. */
  readonly capacity: number | null;
  /** held + confirmed + offered. */
  readonly taken: number;
  readonly allocations: Readonly<Record<string, Allocation>>;
  /** Whether allocations are still kept for their cities; afterwards all is one pool (DESIGN section 10). */
  readonly isKept: boolean;
}

export interface Allocation {
  readonly reserved: number;
  readonly taken: number;
}

/** Somebody who wants `size` seats together, or none. */
export interface Party {
  /** Slug; null for people from no network city. */
  readonly city: string | null;
  readonly size: number;
}

/** Where a seat counts: a city's allocation, or with null the shared pool. */
export interface Placement {
  readonly allocation: string | null;
}

/** Whether not one more person can sit down, whoever it is. */
export function isFull({ capacity, taken }: Occupancy): boolean {
  return capacity !== null && taken >= capacity;
}

/** Seats that anybody may have now; Infinity when the slot is open to all. */
export function freeInPool(occupancy: Occupancy): number {
  if (occupancy.capacity === null) return Infinity;
  const free = occupancy.capacity - occupancy.taken;
  if (!occupancy.isKept) return Math.max(0, free);
  const stillKept = Object.values(occupancy.allocations).reduce(
    (sum, { reserved, taken }) => sum + reserved - taken,
    0,
  );
  return Math.max(0, free - stillKept);
}

/**
 * Seats kept for this city and not taken; none once allocations have fallen to the pool.
 * Bounded by what is free at all: an allocation made when the pool was already full promises more than there is.
 */
export function freeInAllocation(occupancy: Occupancy, city: string): number {
  const allocation = occupancy.allocations[city];
  if (!allocation || !occupancy.isKept || occupancy.capacity === null) return 0;
  return Math.max(0, Math.min(allocation.reserved - allocation.taken, occupancy.capacity - occupancy.taken));
}

/** Where this party can sit now, its city's allocation before the pool; null when it has to wait. */
export function placementOf(occupancy: Occupancy, { city, size }: Party): Placement | null {
  if (city !== null && size <= freeInAllocation(occupancy, city)) return { allocation: city };
  return size <= freeInPool(occupancy) ? { allocation: null } : null;
}

/** The slot with `size` seats more (or, negative, less) at this placement. */
export function occupied(occupancy: Occupancy, { allocation }: Placement, size: number): Occupancy {
  const taken = occupancy.taken + size;
  const kept = allocation === null ? undefined : occupancy.allocations[allocation];
  if (allocation === null || !kept) return { ...occupancy, taken };
  return {
    ...occupancy,
    taken,
    allocations: { ...occupancy.allocations, [allocation]: { ...kept, taken: kept.taken + size } },
  };
}
