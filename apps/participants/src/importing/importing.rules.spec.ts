import { describe, expect, it } from '@jest/globals';
import { checkSlots, type ExistingSlot, type WantedSlot } from './importing.rules.js';

const wanted = (capacity: number | null, allocations = {}, index = 0): WantedSlot => ({
  path: `events[0].sessions[1].slots[${index}]`,
  event: 'sea-festival',
  session: 'opening',
  mode: 'online',
  settings: { capacity, allocations },
});
const there = (capacity: number, taken: number): ExistingSlot => ({
  settings: { capacity, allocations: {} },
  occupancy: { capacity, taken, allocations: {}, isKept: true },
});
const nothing = () => undefined;

describe('checking the slots of a file', () => {
  it('names every mistake with its path, all at once', () => {
    const slots = [wanted(30, { boston: 40 }), wanted(null, { rome: 1 }, 1), wanted(5, { atlantis: 1 }, 2)];
    const paths = checkSlots(slots, nothing, ['atlantis']).errors.map((error) => error.path);
    expect(paths).toEqual([
      'events[0].sessions[1].slots[0].allocations',
      'events[0].sessions[1].slots[1].allocations',
      'events[0].sessions[1].slots[1].mode',
      'events[0].sessions[1].slots[2].allocations.atlantis',
      'events[0].sessions[1].slots[2].mode',
    ]);
  });

  it('tells what is new, what changes, and what stays', () => {
    const check = (existing: ExistingSlot | undefined) => checkSlots([wanted(30)], () => existing, []);
    const path = 'events[0].sessions[1].slots[0]';
    expect(check(undefined).changes).toEqual([{ kind: 'create', noun: 'slot', path }]);
    expect(check(there(20, 5)).changes).toEqual([{ kind: 'change', noun: 'slot', path }]);
    expect(check(there(30, 5))).toEqual({ errors: [], changes: [] });
  });

  it('refuses less than is taken', () => {
    const { errors } = checkSlots([wanted(30)], () => there(50, 31), []);
    expect(errors).toMatchObject([{ path: 'events[0].sessions[1].slots[0].capacity' }]);
  });
});
