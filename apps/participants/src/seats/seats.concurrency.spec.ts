import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelSeat,
  CreateSlot,
  SessionChanged,
  TakeSeat,
  type Actor,
  type InputOf,
  type OutputOf,
  type RequestDefinition,
  type RuleViolation,
} from '#contracts';
import { newId } from '#platform';
import type { TestService } from '#platform/testing';
import { tell } from '../testing/facts.js';
import { ORGANIZER, sessionState, startParticipants } from '../testing/participants.js';
import { registerMany } from '../testing/people.js';

interface LogRow {
  to_status: string;
  size: number;
  taken_after: number;
  capacity: number;
}

describe('many people at once, two instances of the service', () => {
  let one: TestService;
  let other: TestService;
  beforeAll(async () => {
    one = await startParticipants();
    other = await startParticipants(one);
  });
  afterAll(async () => {
    await other.stop({ keep: true });
    await one.stop();
  });

  it('gives 30 seats to 200 people, queues the others from 1 on, and promotes in the order of the queue', async () => {
    const session = sessionState();
    await tell(one, SessionChanged, session);
    const slot = await one.ask(
      CreateSlot,
      { sessionId: session.id, mode: 'online', capacity: 30 },
      { actor: ORGANIZER },
    );
    const people = await registerMany(one, 200);

    const taken = await Promise.all(
      people.map((actor, index) => insist(index % 2 ? one : other, TakeSeat, { slotId: slot.id }, actor)),
    );
    const seats = taken.map(({ seat }) => seat);
    const confirmed = seats.filter((seat) => seat.status === 'confirmed');
    expect(confirmed).toHaveLength(30);
    const positions = seats.filter((seat) => seat.status === 'waiting').map((seat) => seat.position);
    expect(positions.sort((a, b) => a! - b!)).toEqual(Array.from({ length: 170 }, (_, index) => index + 1));

    const queue = await one.sql<{ id: string }>(
      `SELECT id FROM seats WHERE slot_id = $1 AND status = 'waiting' ORDER BY queue_no LIMIT 20`,
      [slot.id],
    );
    await Promise.all(
      confirmed.slice(0, 20).map(({ id, personId }, index) => {
        const actor = people.find((person) => person.id === personId)!;
        return insist(index % 2 ? one : other, CancelSeat, { id }, actor);
      }),
    );
    const promoted = await one.sql<{ seat_id: string }>(
      `SELECT seat_id FROM seat_log WHERE slot_id = $1 AND cause = 'promoted' ORDER BY id`,
      [slot.id],
    );
    expect(promoted.map((row) => row.seat_id)).toEqual(queue.map((seat) => seat.id));

    const log = await one.sql<LogRow>('SELECT * FROM seat_log WHERE slot_id = $1 ORDER BY id', [slot.id]);
    expect(log).toHaveLength(200 + 20 + 20);
    expect(Math.max(...log.map((row) => row.taken_after))).toBe(30);
    expect(replay(log)).toEqual(log.map((row) => row.taken_after));
    const [counters] = await one.sql('SELECT held, confirmed, waiting, offered FROM slots WHERE id = $1', [
      slot.id,
    ]);
    expect(counters).toEqual({ held: 0, confirmed: 30, waiting: 150, offered: 0 });
    const [rows] = await one.sql(
      `SELECT count(*) FILTER (WHERE status = 'confirmed')::int AS confirmed,
              count(*) FILTER (WHERE status = 'waiting')::int AS waiting FROM seats WHERE slot_id = $1`,
      [slot.id],
    );
    expect(rows).toEqual({ confirmed: 30, waiting: 150 });
  }, 120_000);
});

/** Asks, and when the answer takes too long asks again under the same key, as clients do. */
async function insist<D extends RequestDefinition>(
  service: TestService,
  definition: D,
  input: InputOf<D>,
  actor: Actor,
): Promise<OutputOf<D>> {
  const idempotencyKey = newId();
  for (;;) {
    try {
      return await service.ask(definition, input, { actor, idempotencyKey, deadlineMs: 60_000 });
    } catch (error) {
      const { code } = error as RuleViolation;
      if (code !== 'outcome.unknown' && code !== 'idempotency.in-flight') throw error;
    }
  }
}

/** How many seats are taken after each row, by the rows alone. */
function replay(log: LogRow[]): number[] {
  let taken = 0;
  return log.map((row) => {
    if (row.to_status === 'confirmed') taken += row.size;
    if (row.to_status === 'cancelled') taken -= row.size;
    return taken;
  });
}
