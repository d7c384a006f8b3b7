import { occupied, type Placement } from './placement.rules.js';
import { arrive, couldFit, type Queue, wait, type Waiting } from './queue.rules.js';

/** A seat that nobody has joined must have been somebody's for so long, and the session must have run so long. */
export const LAPSES_AFTER_MINUTES = 10;

const MINUTE_MS = 60_000;

/** From when on seats of this session may lapse; null while it has no start. */
export function lapsesFrom({ startsAt }: { startsAt: Date | null }): Date | null {
  return startsAt && new Date(startsAt.getTime() + LAPSES_AFTER_MINUTES * MINUTE_MS);
}

/** A seat that its person has not joined. */
export interface Unjoined extends Placement {
  readonly id: string;
  readonly size: number;
}

/**
 * Which of the unjoined seats lapse, in the order given, so that who waits gets in: as few as it takes for each party,
 * first come, first served, and none for a party that even all of them would not make room for.
 */
export function lapsing<U extends Unjoined>(
  unjoined: readonly U[],
  before: Queue,
  parties: readonly Waiting[],
): U[] {
  const lapsed: U[] = [];
  let queue = before;
  for (const party of parties) {
    if (!couldFit(queue.occupancy, party)) continue;
    const freed = roomFor(party, queue, unjoined.slice(lapsed.length));
    if (!freed) {
      queue = wait(queue, party);
      continue;
    }
    lapsed.push(...freed.seats);
    queue = freed.queue;
  }
  return lapsed;
}

/** The fewest of these seats, in order, that make room for the party, and the queue with it seated. */
function roomFor<U extends Unjoined>(
  party: Waiting,
  before: Queue,
  seats: readonly U[],
): { seats: U[]; queue: Queue } | null {
  let queue = before;
  for (let count = 0; ; count++) {
    const arrival = arrive(queue, party);
    if (arrival.placement) return { seats: seats.slice(0, count), queue: arrival.queue };
    const next = seats[count];
    if (!next) return null;
    queue = { ...queue, occupancy: occupied(queue.occupancy, next, -next.size) };
  }
}
