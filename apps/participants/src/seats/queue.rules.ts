import {
  freeInAllocation,
  freeInPool,
  occupied,
  type Occupancy,
  type Party,
  type Placement,
} from './placement.rules.js';

/** So often may somebody behind be seated where a waiting group could have sat; then nobody may, until it fits or gives up. */
export const MOST_PASSES = 3;

/** Somebody in the queue. */
export interface Waiting extends Party {
  readonly id: string;
  /** How often somebody behind was seated where it could have sat. */
  readonly passedOver: number;
}

/** A slot and who waits for it without fitting, first come first. */
export interface Queue {
  readonly occupancy: Occupancy;
  readonly stuck: readonly Waiting[];
}

/**
 * The next in line: seated where it fits, its city's allocation before the pool, unless that is reserved by a group
 * ahead that has been passed over too often. Who is seated passes over every group ahead that could have sat there.
 * @returns null for who has to wait, and the queue without them: `wait` puts them into it
 */
export function arrive(queue: Queue, party: Party): { placement: Placement | null; queue: Queue } {
  const placement = openPlacementOf(queue, party);
  if (!placement) return { placement, queue };
  return {
    placement,
    queue: {
      occupancy: occupied(queue.occupancy, placement, party.size),
      stuck: queue.stuck.map((ahead) =>
        competes(ahead, placement) ? { ...ahead, passedOver: ahead.passedOver + 1 } : ahead,
      ),
    },
  };
}

/** The queue with somebody more at its end, who did not fit. */
export function wait(queue: Queue, waiting: Waiting): Queue {
  return { ...queue, stuck: [...queue.stuck, waiting] };
}

/**
 * Seats whoever can be seated, in the order given: first come, first served among those who fit. One pass is enough,
 * because seating somebody only makes the slot fuller.
 */
export function arriveInOrder<W extends Waiting>(
  before: Queue,
  parties: readonly W[],
): { seated: { party: W; placement: Placement }[]; queue: Queue } {
  const seated: { party: W; placement: Placement }[] = [];
  let queue = before;
  for (const party of parties) {
    const arrival = arrive(queue, party);
    if (arrival.placement) seated.push({ party, placement: arrival.placement });
    queue = arrival.placement ? arrival.queue : wait(queue, party);
  }
  return { seated, queue };
}

/** What is free for somebody at the end of the queue: seats for anybody, and seats kept for a city by its slug. */
export function freeBehind({ occupancy, stuck }: Queue): {
  pool: number;
  allocations: Record<string, number>;
} {
  const isOpen = (placement: Placement) => !isReserved(occupancy, stuck, placement);
  const kept = Object.keys(occupancy.allocations)
    .filter((city) => isOpen({ allocation: city }))
    .map((city) => [city, freeInAllocation(occupancy, city)]);
  return {
    pool: isOpen({ allocation: null }) ? freeInPool(occupancy) : 0,
    allocations: Object.fromEntries(kept),
  };
}

/** Whether this party would ever fit if everybody left, as seats are kept for cities now. */
export function couldFit({ capacity, allocations, isKept }: Occupancy, { city, size }: Party): boolean {
  if (capacity === null) return true;
  if (!isKept) return size <= capacity;
  const kept = Object.values(allocations).reduce((sum, { reserved }) => sum + reserved, 0);
  const own = city === null ? 0 : (allocations[city]?.reserved ?? 0);
  return size <= Math.max(capacity - kept, Math.min(own, capacity));
}

function openPlacementOf({ occupancy, stuck }: Queue, party: Party): Placement | null {
  const { city, size } = party;
  const wanted: (Placement & { free: number })[] = [
    ...(city === null ? [] : [{ allocation: city, free: freeInAllocation(occupancy, city) }]),
    { allocation: null, free: freeInPool(occupancy) },
  ];
  const found = wanted.find(({ allocation, free }) => {
    return size <= free && !isReserved(occupancy, stuck, { allocation });
  });
  return found ? { allocation: found.allocation } : null;
}

/** Whether a group ahead waits for seats there that must not be taken before it any more. */
function isReserved(occupancy: Occupancy, stuck: readonly Waiting[], placement: Placement): boolean {
  return stuck.some(
    (ahead) => ahead.passedOver >= MOST_PASSES && competes(ahead, placement) && couldFit(occupancy, ahead),
  );
}

/** Whether somebody ahead could sit there too. */
function competes(ahead: Party, { allocation }: Placement): boolean {
  return allocation === null || allocation === ahead.city;
}
