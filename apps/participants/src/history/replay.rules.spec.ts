import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEAT_TRANSITIONS, SEATED, type SeatStatus } from '../seats/seats.rules.js';
import { SlotReplay, type ReplayedEntry, type SlotNow } from './replay.rules.js';

const CAPACITY = 12;
const UNJOINED = { isJoined: false, hasCheckIn: false };

/** Any history that there can be: seats change as the table says, and never more are taken than there are. */
const histories = fc
  .array(fc.record({ seat: fc.nat(5), step: fc.nat(), size: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((choices) => {
    const seats = new Map<string, { status: SeatStatus; size: number }>();
    const log: ReplayedEntry[] = [];
    let taken = 0;
    for (const { seat, step, size: wanted } of choices) {
      const seatId = `seat-${seat}`;
      const now = seats.get(seatId) ?? null;
      const steps = SEAT_TRANSITIONS.filter(({ from }) => from === (now?.status ?? null));
      const next = steps[step % Math.max(1, steps.length)];
      if (!next) continue;
      const size = now?.size ?? wanted;
      const after =
        taken - (now && SEATED.includes(now.status) ? size : 0) + (SEATED.includes(next.to) ? size : 0);
      if (after > CAPACITY) continue;
      taken = after;
      seats.set(seatId, { status: next.to, size });
      const { from, to, cause } = next;
      log.push({
        id: `${log.length + 1}`,
        seatId,
        from,
        to,
        cause,
        size,
        takenAfter: taken,
        capacity: CAPACITY,
      });
    }
    const sum = (status: SeatStatus) =>
      [...seats.values()]
        .filter((seat) => seat.status === status)
        .reduce((total, seat) => total + seat.size, 0);
    const now: SlotNow = {
      counters: {
        held: sum('held'),
        confirmed: sum('confirmed'),
        waiting: sum('waiting'),
        offered: sum('offered'),
      },
      capacity: CAPACITY,
      queueLength: [...seats.values()].filter(({ status }) => status === 'waiting').length,
      seats: [...seats].map(([id, seat]) => ({ id, ...seat, allocation: null, ...UNJOINED })),
      allocations: [],
    };
    return { log, now };
  })
  .filter(({ log }) => log.length > 0);

const replayed = (log: readonly ReplayedEntry[], now: SlotNow) => {
  const replay = new SlotReplay();
  for (const entry of log) replay.add(entry);
  replay.end(now);
  return replay.findings;
};

describe('a replay of a seat log', () => {
  it('finds nothing in a history that there can be', () => {
    fc.assert(fc.property(histories, ({ log, now }) => expect(replayed(log, now)).toEqual([])));
  });

  it('finds an entry that is missing, doubled or changed', () => {
    const tampers: ((log: ReplayedEntry[], at: number) => ReplayedEntry[])[] = [
      (log, at) => log.filter((_, index) => index !== at),
      (log, at) => [...log.slice(0, at), log[at]!, ...log.slice(at)],
      (log, at) => log.with(at, { ...log[at]!, takenAfter: log[at]!.takenAfter + 1 }),
      (log, at) => log.with(at, { ...log[at]!, size: log[at]!.size + 1 }),
      (log, at) => log.with(at, { ...log[at]!, seatId: 'another' }),
      (log, at) => log.with(at, { ...log[at]!, to: log[at]!.to === 'lapsed' ? 'expired' : 'lapsed' }),
      (log, at) => log.with(at, { ...log[at]!, capacity: -1 }),
    ];
    fc.assert(
      fc.property(histories, fc.nat(), fc.constantFrom(...tampers), ({ log, now }, at, tamper) => {
        expect(replayed(tamper(log, at % log.length), now)).not.toEqual([]);
      }),
    );
  });

  it('finds rows and counters that say something else', () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom('held', 'confirmed', 'waiting', 'offered'),
        ({ log, now }, status) => {
          const counters = { ...now.counters, [status]: now.counters[status as 'held'] + 1 };
          expect(replayed(log, { ...now, counters })).not.toEqual([]);
          expect(replayed(log, { ...now, queueLength: now.queueLength + 1 })).not.toEqual([]);
          expect(replayed(log, { ...now, seats: now.seats.slice(1) })).not.toEqual([]);
          const extra = { id: 'extra', status: 'confirmed', size: 1, allocation: null, ...UNJOINED } as const;
          expect(replayed(log, { ...now, seats: [...now.seats, extra] })).not.toEqual([]);
        },
      ),
    );
  });

  it('finds check-ins that are missing, or of a seat that nobody had', () => {
    fc.assert(
      fc.property(
        histories,
        fc.nat(),
        fc.boolean(),
        fc.boolean(),
        ({ log, now }, at, isJoined, hasCheckIn) => {
          const joined = now.seats[at % now.seats.length]!;
          const seats = now.seats.map((seat) => (seat === joined ? { ...seat, isJoined, hasCheckIn } : seat));
          const wasConfirmed = log.some(({ seatId, to }) => seatId === joined.id && to === 'confirmed');
          const isSound = isJoined === hasCheckIn && (!hasCheckIn || wasConfirmed);
          expect(replayed(log, { ...now, seats }).length === 0).toBe(isSound);
        },
      ),
    );
  });

  it('finds an instant that oversold, also one that nobody can see any more', () => {
    const entry = (id: number, to: SeatStatus, takenAfter: number): ReplayedEntry => ({
      ...{ id: `${id}`, seatId: `seat-${id}`, from: null, to, cause: 'taken', size: 1 },
      ...{ takenAfter, capacity: 1 },
    });
    const cancel = { ...entry(2, 'cancelled', 1), id: '3', from: 'confirmed', cause: 'cancelled' } as const;
    const now: SlotNow = {
      counters: { held: 0, confirmed: 1, waiting: 0, offered: 0 },
      capacity: 1,
      queueLength: 0,
      seats: [
        { id: 'seat-1', status: 'confirmed', size: 1, allocation: 'boston', ...UNJOINED },
        { id: 'seat-2', status: 'cancelled', size: 1, allocation: null, ...UNJOINED },
      ],
      allocations: [{ city: 'boston', reserved: 1, taken: 1 }],
    };
    expect(replayed([entry(1, 'confirmed', 1), entry(2, 'confirmed', 2), cancel], now)).toEqual([
      { entry: '2', detail: 'oversold: 2 are taken of 1' },
    ]);
    const wrong = { ...now, allocations: [{ city: 'boston', reserved: 1, taken: 0 }] };
    const sound = [
      entry(1, 'confirmed', 1),
      { ...entry(2, 'waiting', 1) },
      { ...cancel, from: 'waiting' as const },
    ];
    expect(replayed(sound, now)).toEqual([]);
    expect(replayed(sound, wrong)).toMatchObject([
      { detail: expect.stringContaining('allocation of boston') },
    ]);
  });
});
