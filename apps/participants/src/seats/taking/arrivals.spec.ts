import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '#contracts';
import { Deadline, newTrace } from '#platform';
import { Arrivals, type Arrival } from './arrivals.js';

function arrival(deadlineMs: number) {
  const refused: unknown[] = [];
  const context = { trace: newTrace(), actor: ANONYMOUS, deadline: Deadline.in(deadlineMs) };
  const made: Arrival = {
    command: { kind: 'cancel', seatId: 'seat', context },
    resolve: () => undefined,
    reject: (error) => refused.push(error),
  };
  return { ...made, refused };
}

describe('arrivals', () => {
  it('are taken in their order, so many at once', () => {
    const arrivals = new Arrivals();
    const all = Array.from({ length: 700 }, () => arrival(10_000));
    for (const one of all) expect(arrivals.add(one)).toBe(true);
    expect([...arrivals.next(), ...arrivals.next()]).toEqual(all);
    expect(arrivals.isEmpty).toBe(true);
  });

  it('whose deadline has passed are refused, and not worked on', () => {
    const arrivals = new Arrivals();
    const [late, inTime] = [arrival(0), arrival(10_000)];
    arrivals.addAgain(late);
    arrivals.addAgain(inTime);
    expect(arrivals.next()).toEqual([inTime]);
    expect(late.refused).toMatchObject([{ code: 'overloaded' }]);
  });

  it('that could not be answered in time are turned away at once, others not', () => {
    const arrivals = new Arrivals();
    for (let count = 0; count < 50; count++) arrivals.took(1_000);
    while (arrivals.add(arrival(5_000)));
    // Five seconds of batches that take a second each.
    expect(arrivals.next().length + arrivals.next().length).toBe(1_024);
    expect(arrivals.add(arrival(5_000))).toBe(true);
    while (arrivals.add(arrival(5_000)));
    expect(arrivals.add(arrival(60_000))).toBe(true);
    expect(arrivals.add(arrival(1))).toBe(false);
  });

  it('are bounded whatever the pace', () => {
    const arrivals = new Arrivals();
    let count = 0;
    while (arrivals.add(arrival(60_000))) count++;
    expect(count).toBe(20_000);
  });
});
