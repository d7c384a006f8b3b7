import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { occupied, placementOf, type Occupancy, type Party } from './placement.rules.js';
import { arriveInOrder } from './queue.rules.js';

const slot = (capacity: number | null, kept: Record<string, number> = {}, isKept = true): Occupancy => ({
  capacity,
  taken: 0,
  allocations: Object.fromEntries(
    Object.entries(kept).map(([city, reserved]) => [city, { reserved, taken: 0 }]),
  ),
  isKept,
});
const from = (city: string | null, size = 1): Party => ({ city, size });
const waiting = (party: Party, index: number) => ({ ...party, id: `${index}`, passedOver: 0 });
const placements = (occupancy: Occupancy, ...queue: Party[]) =>
  arriveInOrder({ occupancy, stuck: [] }, queue.map(waiting)).seated.map(({ party, placement }) => [
    party.city,
    placement.allocation,
  ]);

describe('placing people', () => {
  it('fills a city’s allocation before the shared pool', () => {
    expect(placements(slot(3, { boston: 1 }), from('boston'), from('boston'), from('rome'))).toEqual([
      ['boston', 'boston'],
      ['boston', null],
      ['rome', null],
    ]);
  });

  it('keeps an allocation free of others until it falls to the pool', () => {
    const full = occupied(slot(2, { boston: 1 }), { allocation: null }, 1);
    expect(placementOf(full, from('rome'))).toBeNull();
    expect(placementOf(full, from(null))).toBeNull();
    expect(placementOf({ ...full, isKept: false }, from('rome'))).toEqual({ allocation: null });
  });

  it('seats a group together or not at all, and lets a smaller one pass', () => {
    expect(placements(slot(3), from('rome', 2), from('tokyo', 2), from('boston'))).toEqual([
      ['rome', null],
      ['boston', null],
    ]);
  });

  it('turns nobody away when the slot is open to all', () => {
    expect(placementOf(slot(null), from(null, 50))).toEqual({ allocation: null });
  });

  it('never promises more than is free, when an allocation was made after the pool had filled', () => {
    const full = occupied(slot(5, { boston: 3 }), { allocation: null }, 4);
    expect(placementOf(full, from('boston', 2))).toBeNull();
    expect(placementOf(full, from('boston'))).toEqual({ allocation: 'boston' });
  });
});

const cities = ['boston', 'rome', 'tokyo'] as const;
const party = fc.record({ city: fc.constantFrom(...cities, null), size: fc.integer({ min: 1, max: 4 }) });
const reserved = fc.record({ boston: fc.nat(6), rome: fc.nat(6) });

/** One chair per seat, each with the city it is kept for: slow and obvious. */
class Hall {
  private readonly chairs: { city: string | null; by: number | null }[];

  constructor(capacity: number, kept: Record<string, number>) {
    const labels = Object.entries(kept).flatMap(([city, count]) => Array<string | null>(count).fill(city));
    this.chairs = Array.from({ length: capacity }, (_, index) => ({ city: labels[index] ?? null, by: null }));
  }

  arrive(guest: number, { city, size }: Party): string | null | 'wait' {
    for (const label of city === null ? [null] : [city, null]) {
      const free = this.chairs.filter((chair) => chair.city === label && chair.by === null);
      if (free.length < size) continue;
      for (const chair of free.slice(0, size)) chair.by = guest;
      return label;
    }
    return 'wait';
  }

  leave(guest: number): void {
    for (const chair of this.chairs) if (chair.by === guest) chair.by = null;
  }
}

describe('placing people, for any arrivals and departures', () => {
  it('agrees with a hall in which each chair is marked', () => {
    const step = fc.oneof(fc.record({ arrives: party }), fc.record({ leaves: fc.nat() })) as fc.Arbitrary<{
      arrives?: Party;
      leaves?: number;
    }>;
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 24 }), reserved, fc.array(step), (capacity, kept, steps) => {
        const hall = new Hall(capacity, kept);
        let occupancy = slot(capacity, kept);
        const seated: { guest: number; allocation: string | null; size: number }[] = [];
        steps.forEach(({ arrives, leaves }, guest) => {
          if (arrives) {
            const placement = placementOf(occupancy, arrives);
            expect(hall.arrive(guest, arrives)).toBe(placement ? placement.allocation : 'wait');
            if (!placement) return;
            occupancy = occupied(occupancy, placement, arrives.size);
            seated.push({ guest, allocation: placement.allocation, size: arrives.size });
          } else if (seated.length > 0) {
            const [gone] = seated.splice(leaves! % seated.length, 1);
            occupancy = occupied(occupancy, gone!, -gone!.size);
            hall.leave(gone!.guest);
          }
        });
      }),
    );
  });
});
