import { describe, expect, it } from '@jest/globals';
import type { Slot } from '#contracts';
import { ONLINE_SEATS, OPENING } from '../testing/forum.js';
import { allocationConflicts } from './allocation-conflicts.rules.js';

const NOW = Date.parse('2027-01-01T00:00:00Z');

describe('seats kept for a city', () => {
  const find = (slot: Partial<Slot>) =>
    allocationConflicts(
      OPENING,
      [{ ...ONLINE_SEATS, ...slot }],
      new Map([['boston', 'withdrawn']]),
      ['nha-trang', 'boston', 'rome'],
      NOW,
    );
  const allocations = { boston: { reserved: 5, taken: 2 }, rome: { reserved: 3, taken: 0 } };

  it('are told of when it has withdrawn, with those that nobody has taken and the way out', () => {
    expect(find({ allocations, keptUntil: '2027-06-08T01:00:00Z' })).toEqual([
      {
        kind: 'partner',
        severity: 'warning',
        sessions: [OPENING.id],
        detail:
          'The online seats of “Opening” keep 3 for boston until 2027-06-08T01:00:00Z, which has withdrawn.',
        suggestion: {
          detail:
            'Leave boston out of “allocations”: those seats go to everybody, and those that are taken stay.',
          session: OPENING.id,
          needsMove: false,
        },
      },
    ]);
    expect(find({ allocations, keptUntil: null })).toHaveLength(1);
  });

  it('are told of when it is none of the cities of the programme', () => {
    expect(find({ allocations: { tokyo: { reserved: 4, taken: 1 } }, keptUntil: null })).toMatchObject([
      {
        kind: 'partner',
        detail:
          'The online seats of “Opening” keep 3 for tokyo, which is none of the cities of the programme.',
      },
    ]);
  });

  it('are not when all are taken, when they have fallen to everybody, or of another session', () => {
    expect(find({ allocations: { boston: { reserved: 5, taken: 5 } } })).toEqual([]);
    expect(find({ allocations, keptUntil: '2027-01-01T00:00:00Z' })).toEqual([]);
    expect(find({ allocations, sessionId: 'other' })).toEqual([]);
  });
});
