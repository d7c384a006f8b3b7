import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Occupancy } from './placement.rules.js';
import { placementOf } from './placement.rules.js';
import { arrive, arriveInOrder, couldFit, MOST_PASSES, type Queue, wait } from './queue.rules.js';

const slot = (
  capacity: number | null,
  taken = 0,
  kept: Record<string, number> = {},
  isKept = true,
): Occupancy => ({
  capacity,
  taken,
  allocations: Object.fromEntries(
    Object.entries(kept).map(([city, reserved]) => [city, { reserved, taken: 0 }]),
  ),
  isKept,
});
const waiting = (id: string, size = 1, city: string | null = null, passedOver = 0) => ({
  id,
  size,
  city,
  passedOver,
});
const seated = (queue: Queue, ...parties: ReturnType<typeof waiting>[]) =>
  arriveInOrder(queue, parties).seated.map(({ party }) => party.id);

describe('a group in the queue', () => {
  it('is passed over so often and no more: then nobody behind is seated until it fits', () => {
    const behind = ['a', 'b', 'c', 'd', 'e'].map((id) => waiting(id));
    const group = waiting('group', 6);
    const { seated: first, queue } = arriveInOrder({ occupancy: slot(6, 1), stuck: [] }, [group, ...behind]);
    expect(first.map(({ party }) => party.id)).toEqual(['a', 'b', 'c']);
    expect(queue.stuck[0]).toEqual({ ...group, passedOver: MOST_PASSES });
    expect(arrive(queue, { city: null, size: 1 }).placement).toBeNull();
    const emptied = { ...queue, occupancy: slot(6) };
    expect(seated({ ...emptied, stuck: [] }, queue.stuck[0] as never)).toEqual(['group']);
  });

  it('is not passed over by who sits where it never could: in another city’s allocation', () => {
    const queue = wait(
      { occupancy: slot(5, 3, { boston: 1 }), stuck: [] },
      waiting('group', 2, 'rome', MOST_PASSES),
    );
    const arrival = arrive(queue, { city: 'boston', size: 1 });
    expect(arrival.placement).toEqual({ allocation: 'boston' });
    expect(arrival.queue.stuck[0]!.passedOver).toBe(MOST_PASSES);
    expect(arrive(queue, { city: 'tokyo', size: 1 }).placement).toBeNull();
  });

  it('reserves nothing that it could never fill', () => {
    const queue = wait({ occupancy: slot(5, 3), stuck: [] }, waiting('group', 6, null, MOST_PASSES));
    expect(arrive(queue, { city: null, size: 1 }).placement).toEqual({ allocation: null });
    expect(couldFit(slot(5, 0, { boston: 3 }), { city: 'boston', size: 3 })).toBe(true);
    expect(couldFit(slot(5, 0, { boston: 3 }), { city: 'rome', size: 3 })).toBe(false);
    expect(couldFit(slot(5, 0, { boston: 3 }, false), { city: 'rome', size: 5 })).toBe(true);
    expect(couldFit(slot(null), { city: null, size: 50 })).toBe(true);
  });
});

const cities = ['boston', 'rome', 'tokyo'] as const;
const party = fc.record({
  city: fc.constantFrom(...cities, null),
  size: fc.integer({ min: 1, max: 4 }),
  passedOver: fc.nat(MOST_PASSES),
});
const reserved = fc.record({ boston: fc.nat(6), rome: fc.nat(6) });
const messy = fc.record({ capacity: fc.nat(20), taken: fc.nat(20), kept: reserved, isKept: fc.boolean() });

/** Chairs one by one, and for each newcomer a look at everybody who waits: slow and obvious. */
class Hall {
  readonly waiting: { id: string; city: string | null; size: number; passes: number }[] = [];
  private readonly taken: Record<string, number> = {};
  private sat = 0;

  constructor(
    private readonly capacity: number,
    private readonly kept: Record<string, number>,
  ) {}

  arrive(id: string, city: string | null, size: number, passes: number): string | null | 'wait' {
    const free = (door: string | null) => {
      const keptStill = Object.entries(this.kept).reduce(
        (sum, [of, seats]) => sum + seats - (this.taken[of] ?? 0),
        0,
      );
      const all = this.capacity - this.sat;
      if (door === null) return all - keptStill;
      return Math.min(all, (this.kept[door] ?? 0) - (this.taken[door] ?? 0));
    };
    const poolSize = this.capacity - Object.values(this.kept).reduce((sum, seats) => sum + seats, 0);
    const wants = (ahead: { city: string | null }, door: string | null) =>
      door === null || ahead.city === door;
    const holds = (ahead: Hall['waiting'][number], door: string | null) =>
      ahead.passes >= 3 &&
      wants(ahead, door) &&
      (ahead.size <= poolSize || ahead.size <= Math.min(this.capacity, this.kept[ahead.city ?? ''] ?? 0));
    for (const door of city === null ? [null] : [city, null]) {
      if (free(door) < size || this.waiting.some((ahead) => holds(ahead, door))) continue;
      for (const ahead of this.waiting) if (wants(ahead, door)) ahead.passes++;
      this.sat += size;
      if (door !== null) this.taken[door] = (this.taken[door] ?? 0) + size;
      return door;
    }
    this.waiting.push({ id, city, size, passes });
    return 'wait';
  }
}

describe('the queue, for any arrivals', () => {
  it('agrees with a hall in which everybody is looked at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 20 }), reserved, fc.array(party), (capacity, kept, parties) => {
        const hall = new Hall(capacity, kept);
        const expected = parties.map(({ city, size, passedOver }, index) =>
          hall.arrive(`${index}`, city, size, passedOver),
        );
        const inLine = parties.map((one, index) => ({ ...one, id: `${index}` }));
        const { seated, queue } = arriveInOrder({ occupancy: slot(capacity, 0, kept), stuck: [] }, inLine);
        const placed = new Map(seated.map(({ party, placement }) => [party.id, placement.allocation]));
        expect(inLine.map(({ id }) => (placed.has(id) ? placed.get(id) : 'wait'))).toEqual(expected);
        expect(queue.stuck.map(({ id, passedOver }) => [id, passedOver])).toEqual(
          hall.waiting.map(({ id, passes }) => [id, passes]),
        );
      }),
    );
  });

  it('oversells nothing, and leaves nobody waiting who fits unless a group ahead is owed the seats', () => {
    fc.assert(
      fc.property(messy, fc.array(party), ({ capacity, taken, kept, isKept }, parties) => {
        const inLine = parties.map((one, index) => ({ ...one, id: `${index}` }));
        const before = slot(capacity, Math.min(taken, capacity), kept, isKept);
        const { queue } = arriveInOrder({ occupancy: before, stuck: [] }, inLine);
        const { occupancy, stuck } = queue;
        expect(occupancy.taken).toBeLessThanOrEqual(capacity);
        for (const { reserved, taken } of Object.values(occupancy.allocations))
          expect(taken).toBeLessThanOrEqual(reserved);
        stuck.forEach((one, index) => {
          const owed = stuck.slice(0, index).some(({ passedOver }) => passedOver >= MOST_PASSES);
          if (!owed) expect(placementOf(occupancy, one)).toBeNull();
        });
      }),
    );
  });

  it('lets nobody be passed over more often than it may, however many come', () => {
    fc.assert(
      fc.property(reserved, fc.array(party, { maxLength: 60 }), (kept, parties) => {
        let queue: Queue = { occupancy: slot(14, 0, kept), stuck: [] };
        parties.forEach(({ city, size }, index) => {
          const arrival = arrive(queue, { city, size });
          queue = arrival.placement
            ? arrival.queue
            : wait(queue, { id: `${index}`, city, size, passedOver: 0 });
          for (const ahead of queue.stuck.filter((one) => couldFit(queue.occupancy, one)))
            expect(ahead.passedOver).toBeLessThanOrEqual(MOST_PASSES);
        });
      }),
    );
  });
});
