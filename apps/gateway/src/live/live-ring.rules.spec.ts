import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SentEvent } from './live-event.js';
import { LiveRing, readEventId } from './live-ring.rules.js';

const event = (sequence: number): SentEvent => ({
  sequence,
  programmeId: 'forum',
  audience: 'public',
  frame: Buffer.from(String(sequence)),
});

describe('the ring of live events', () => {
  it('gives exactly what was missed, or says that it cannot', () => {
    const sizes = fc.record({ most: fc.integer({ min: 1, max: 20 }), told: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 70 }), ({ most, told }, seen) => {
        const ring = new LiveRing(most);
        while (ring.sequence < told) ring.add(event(ring.next));
        const missed = ring.since(seen)?.map(({ sequence }) => sequence) ?? null;
        const all = Array.from({ length: told }, (_, index) => index + 1);
        const isHeld = seen <= told && told - seen <= most;
        expect(missed).toEqual(isHeld ? all.filter((sequence) => sequence > seen) : null);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it.each([
    ['k3x-17', { epoch: 'k3x', sequence: 17 }],
    ['k3x-', null],
    ['17', null],
    ['k3x-17x', null],
    ['', null],
    [undefined, null],
  ])('reads the event id %s', (header, id) => {
    expect(readEventId(header)).toEqual(id);
  });
});
