import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Lanes, type Waiting } from './lanes.js';

const mail = (domain: string, urgency = 1, since = 0): Waiting => ({ domain, urgency, since });
const all = <M extends Waiting>(lanes: Lanes<M>, now = 0): M[] => {
  const taken: M[] = [];
  for (let next = lanes.next(now); next; next = lanes.next(now)) taken.push(next);
  return taken;
};
const fill = (lanes: Lanes<Waiting>, count: number, ...given: Parameters<typeof mail>) => {
  for (let n = 0; n < count; n++) lanes.add(mail(...given));
};
const domainsOf = (mails: readonly Waiting[]) => mails.map(({ domain }) => domain);

describe('Mails in hand', () => {
  it('go at most so many at a time, and at most so many to one domain', () => {
    const lanes = new Lanes({ total: 5, perDomain: 3 });
    fill(lanes, 10, 'slow.example');
    expect(all(lanes)).toHaveLength(3);
    fill(lanes, 10, 'quick.example');
    expect(domainsOf(all(lanes))).toEqual(['quick.example', 'quick.example']);
    expect(lanes).toMatchObject({ waiting: 15, sending: 5 });
    lanes.answered('slow.example', 'accepted', 0);
    expect(domainsOf(all(lanes))).toEqual(['slow.example']);
  });

  it('of a domain that asks for patience wait, and nobody else does', () => {
    const lanes = new Lanes({ total: 4, perDomain: 2 });
    fill(lanes, 4, 'busy.example');
    all(lanes);
    lanes.answered('busy.example', 'throttled', 0);
    lanes.answered('busy.example', 'throttled', 1);
    fill(lanes, 3, 'other.example');
    expect(domainsOf(all(lanes, 1))).toEqual(['other.example', 'other.example']);
    expect(lanes.nextAt(1)).toBe(1_000);
    // One at a time after that.
    expect(domainsOf(all(lanes, 1_000))).toEqual(['busy.example']);
  });

  it('all wait while our own server is away, less long', () => {
    const lanes = new Lanes({ total: 8, perDomain: 8 });
    fill(lanes, 4, 'a.example');
    fill(lanes, 4, 'b.example');
    all(lanes);
    for (const domain of ['a.example', 'b.example']) lanes.answered(domain, 'unreachable', 0);
    fill(lanes, 4, 'c.example');
    expect(all(lanes, 999)).toEqual([]);
    for (let now = 1_000, n = 0; n < 9; n++) {
      lanes.answered('a.example', 'unreachable', now);
      lanes.add(mail('a.example'));
      now = lanes.nextAt(now)!;
      expect(lanes.nextAt(now - 1)! - now).toBeLessThan(5_000);
    }
  });

  it('go by urgency; yet an eighth of all are of those that can wait', () => {
    const lanes = new Lanes({ total: 1_000, perDomain: 1_000 });
    fill(lanes, 100, 'a.example', 2);
    fill(lanes, 100, 'a.example', 0);
    const first = all(lanes).slice(0, 80);
    expect(first.filter(({ urgency }) => urgency === 0)).toHaveLength(70);
    expect(first.slice(0, 7).every(({ urgency }) => urgency === 0)).toBe(true);
  });

  it('of one person about one thing keep their order', () => {
    const lanes = new Lanes<Waiting & { n: number }>({ total: 100, perDomain: 100 });
    for (let n = 0; n < 20; n++) lanes.add({ ...mail('a.example'), n });
    expect(all(lanes).map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('are given back when their domain rests for long, when they are stale, and when they keep others out', () => {
    const lanes = new Lanes({ total: 10, perDomain: 2 });
    fill(lanes, 5, 'busy.example');
    for (let n = 0, now = 0; n < 3; n++, now += 5_000) {
      lanes.next(now);
      lanes.answered('busy.example', 'throttled', now);
    }
    expect(lanes.takeOut(10_000)).toEqual([
      { mails: [mail('busy.example'), mail('busy.example')], delayMs: 4_000 },
    ]);
    fill(lanes, 1, 'old.example', 1, 0);
    expect(lanes.takeOut(15_000)).toMatchObject([{ mails: [{ domain: 'old.example' }], delayMs: 0 }]);
    fill(lanes, 150, 'crowd.example', 1, 15_000);
    expect(lanes.takeOut(15_000)).toEqual([]);
    all(lanes, 15_000);
    expect(lanes.isStarved(15_000)).toBe(true);
    expect(lanes.takeOut(15_000, { isCrowded: true })[0]!.mails).toHaveLength(48);
    expect(lanes.waiting).toBe(100);
  });

  it('are each taken up or given back once, whatever happens', () => {
    const domains = fc.constantFrom('a.example', 'b.example', 'c.example');
    const steps = fc.array(
      fc.oneof(
        fc.record({ add: fc.tuple(domains, fc.nat(2)) }),
        fc.record({ answer: fc.constantFrom('accepted', 'throttled', 'unreachable', 'other') }),
        fc.record({ wait: fc.nat(20_000) }),
        fc.record({ takeOut: fc.boolean() }),
      ),
    );
    fc.assert(
      fc.property(steps, (all) => {
        const lanes = new Lanes<Waiting & { n: number }>({ total: 4, perDomain: 2 });
        const sending: Waiting[] = [];
        const seen: number[] = [];
        let [now, added] = [0, 0];
        for (const step of all) {
          if ('add' in step) lanes.add({ ...mail(step.add[0], step.add[1], now), n: added++ });
          if ('wait' in step) now += step.wait;
          if ('answer' in step && sending.length > 0) {
            lanes.answered(sending.shift()!.domain, step.answer as 'accepted', now);
          }
          if ('takeOut' in step) {
            for (const { mails } of lanes.takeOut(now, { isCrowded: step.takeOut }))
              seen.push(...mails.map(({ n }) => n));
          }
          for (let next = lanes.next(now); next; next = lanes.next(now)) {
            sending.push(next);
            seen.push(next.n);
          }
          expect(sending.length).toBe(lanes.sending);
          expect(sending.length).toBeLessThanOrEqual(4);
          expect(seen.length + lanes.waiting).toBe(added);
        }
        seen.push(...lanes.clear().map(({ n }) => n));
        expect(seen.sort((one, other) => one - other)).toEqual(Array.from({ length: added }, (_, n) => n));
      }),
    );
  });
});
