import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateSlot, RuleViolation, SessionChanged, TakeSeat, type Actor } from '#contracts';
import { Deadline, newId, newTrace, Transactions, type RequestContext } from '#platform';
import type { TestService } from '#platform/testing';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { tell } from '../../testing/facts.js';
import { ORGANIZER, sessionState, startParticipants } from '../../testing/participants.js';
import { registerMany } from '../../testing/people.js';
import { LoneTake } from './lone-take.js';
import { workOff } from './seat-batch.js';
import type { SeatCommand, SeatCommandReply, TakeReply } from './seat-command.js';
import { TakingQueue } from './taking-queue.js';

type Person = Actor & { kind: 'person' };
/** What is done to a slot by SQL before the story: what makes a take one that the statement leaves to the batch. */
const SETTINGS = {
  plain: '',
  lapsing: 'UPDATE slots SET lapse = true WHERE id = $1',
  limited: 'UPDATE slots SET max_per_person = 2 WHERE id = $1',
  invited: 'UPDATE slots SET invited_only = true WHERE id = $1',
  kept: `INSERT INTO slot_allocations (slot_id, city, reserved) VALUES ($1, 'rome', 1)`,
  draft: `UPDATE sessions SET is_released = false, status = 'draft' WHERE id = (SELECT session_id FROM slots WHERE id = $1)`,
  cancelled: `UPDATE sessions SET status = 'cancelled' WHERE id = (SELECT session_id FROM slots WHERE id = $1)`,
  over: `UPDATE sessions SET starts_at = '2020-01-01Z' WHERE id = (SELECT session_id FROM slots WHERE id = $1)`,
} as const;
type Setting = keyof typeof SETTINGS;

interface Step {
  who: number;
  isCancel: boolean;
  size: number;
  key: number | null;
}

describe('the take that comes alone', () => {
  let service: TestService;
  let people: Person[];
  beforeAll(async () => {
    service = await startParticipants();
    people = await registerMany(service, 12);
    await service.sql(`UPDATE persons SET zone = 'Asia/Tokyo' WHERE id = ANY($1)`, [
      people.slice(0, 4).map(({ id }) => id),
    ]);
  });
  afterAll(() => service.stop());

  async function slotOf(capacity: number | null, setting: Setting = 'plain'): Promise<string> {
    const session = sessionState();
    await tell(service, SessionChanged, session);
    const input = { sessionId: session.id, mode: 'online', capacity } as const;
    const { id } = await service.ask(CreateSlot, input, { actor: ORGANIZER });
    if (SETTINGS[setting]) await service.sql(SETTINGS[setting], [id]);
    return id;
  }
  const contextOf = (actor: Actor, key: string | null = null): RequestContext => ({
    trace: newTrace(),
    actor,
    deadline: Deadline.in(10_000),
    operation: { subject: TakeSeat.subject, bodyHash: 'body' },
    ...(key && { idempotencyKey: key }),
  });
  const takeOf = (slotId: string, actor: Person, key: string | null = null, size = 1): SeatCommand => ({
    kind: 'take',
    context: contextOf(actor, key),
    slotId,
    personId: actor.id,
    groupSize: size,
  });
  const inBatch = async (command: SeatCommand): Promise<SeatCommandReply> => {
    const outcomes = await service.app
      .get(Transactions)
      .batch<SeatCommand, SeatCommandReply>(
        [command],
        (tx, commands, fresh) => workOff(tx, commands, fresh, new Map(), { skipLocked: false }),
        { waitMs: 5_000 },
      );
    const outcome = outcomes.get(command)!;
    if (outcome.kind !== 'done') throw outcome.kind === 'refused' ? outcome.error : new Error('deferred');
    return outcome.reply;
  };
  const alone = (command: SeatCommand) => service.app.get(LoneTake).take(command);

  /** Everything that a slot's story has left in the database, with its own ids and times told by their order. */
  async function traceOf(slotId: string): Promise<string> {
    const [rows] = await service.sql<{ all: unknown }>(
      `SELECT json_build_object(
         'slot', (SELECT to_jsonb(slot) - 'created_at' FROM slots slot WHERE id = $1),
         'allocations', (SELECT json_agg(kept) FROM slot_allocations kept WHERE slot_id = $1),
         'seats', (SELECT json_agg(to_jsonb(seat) - 'created_at' - 'changed_at' ORDER BY id) FROM seats seat WHERE slot_id = $1),
         'times', (SELECT json_agg(created_at = date_trunc('milliseconds', created_at)) FROM seats WHERE slot_id = $1),
         'log', (SELECT json_agg(to_jsonb(log) - 'id' - 'at' ORDER BY id) FROM seat_log log WHERE slot_id = $1),
         'facts', (SELECT json_agg((envelope - 'id' - 'time' - 'traceparent')
                     || jsonb_build_object('timed', envelope ? 'time', 'traced', length(envelope ->> 'traceparent'),
                                           'subject', subject, 'same id', id::text = envelope ->> 'id') ORDER BY position)
                   FROM outbox WHERE envelope #>> '{data,slotId}' = $1),
         'keys', (SELECT json_agg(jsonb_build_array(actor, operation, body_hash, reply ->> 'created') ORDER BY created_at)
                  FROM idempotency WHERE reply #>> '{seat,slotId}' = $1)
       ) AS all`,
      [slotId],
    );
    return withoutIds(rows!.all);
  }
  /** Ids in the order in which they come first; times of the present as one word. */
  function withoutIds(value: unknown): string {
    const names = new Map<string, string>();
    return JSON.stringify(value)
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
        const person = people.findIndex((one) => one.id === id);
        if (person >= 0) return `person ${person}`;
        if (!names.has(id)) names.set(id, `id ${names.size}`);
        return names.get(id)!;
      })
      .replace(/"createdAt":"[^"]{24}"/g, '"createdAt":"now"');
  }

  it('gets what a batch gives, and leaves the same behind, whatever has come before', async () => {
    const step = fc.record<Step>({
      who: fc.nat(5),
      isCancel: fc.boolean(),
      size: fc.constantFrom(1, 1, 1, 1, 2),
      key: fc.option(fc.nat(3)),
    });
    const settings = Object.keys(SETTINGS) as Setting[];
    const setting = fc.oneof(
      { weight: 3, arbitrary: fc.constant('plain' as Setting) },
      fc.constantFrom(...settings),
    );
    const capacity = fc.option(fc.nat(3));
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(capacity, setting, fc.array(step, { maxLength: 10 }), async (seats, how, steps) => {
        const prefix = newId();
        const play = async (slotId: string, take: (command: SeatCommand) => Promise<SeatCommandReply>) => {
          const known = new Map<number, string>();
          const told: unknown[] = [];
          for (const { who, isCancel, size, key } of steps) {
            const person = people[who]!;
            const seatId = known.get(who);
            const command: SeatCommand =
              isCancel && seatId
                ? { kind: 'cancel', context: contextOf(person), seatId }
                : takeOf(slotId, person, key === null ? null : `${prefix}${slotId}${who}${key}`, size);
            try {
              const reply = await (command.kind === 'take' ? take(command) : inBatch(command));
              if ('created' in reply) known.set(who, reply.seat.id);
              told.push(reply);
            } catch (error) {
              told.push(error instanceof RuleViolation ? error.code : (error as Error).constructor.name);
            }
          }
          return [withoutIds(told), await traceOf(slotId)];
        };
        const byBatch = await play(
          await slotOf(seats, how === 'kept' ? (seats === null ? 'plain' : how) : how),
          inBatch,
        );
        const byStatement = await play(
          await slotOf(seats, how === 'kept' ? (seats === null ? 'plain' : how) : how),
          async (command) => {
            const reply = await alone(command);
            if (reply) decided++;
            return reply ?? inBatch(command);
          },
        );
        expect(byStatement).toEqual(byBatch);
      }),
      { numRuns: 60 },
    );
    expect(decided).toBeGreaterThan(20);
  }, 120_000);

  it('is decided in one statement where nothing speaks against it, and comes from the queue', async () => {
    const slotId = await slotOf(1);
    expect(await alone(takeOf(slotId, people[0]!))).toMatchObject({
      created: true,
      seat: { status: 'confirmed' },
    });
    expect(await alone(takeOf(slotId, people[1]!))).toMatchObject({
      seat: { status: 'waiting', position: 1 },
    });
    const next = (await service.app.get(TakingQueue).submit(takeOf(slotId, people[2]!))) as TakeReply;
    expect(next.seat).toMatchObject({ status: 'waiting', position: 2 });
  });

  it('is left to the batch where the slot is locked or the key was used', async () => {
    const [slotId, other] = [await slotOf(2), await slotOf(2)];
    expect(await alone(takeOf(slotId, people[0]!, 'once'))).toBeDefined();
    expect(await alone(takeOf(other, people[0]!, 'once'))).toBeUndefined();
    const runner = service.app.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT FROM slots WHERE id = $1 FOR UPDATE', [slotId]);
    expect(await alone(takeOf(slotId, people[1]!))).toBeUndefined();
    await runner.rollbackTransaction();
    await runner.release();
  });

  it('waits for nobody and never oversells, however many are alone in processes of their own', async () => {
    const slotId = await slotOf(8);
    const replies = await Promise.all(
      people.map(async (person) => {
        const command = takeOf(slotId, person);
        return ((await alone(command)) ?? (await inBatch(command))) as TakeReply;
      }),
    );
    const standing = replies.map(({ seat }) => seat.position ?? 0).sort((a, b) => a - b);
    expect(standing).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
    const log = await service.sql<{ taken: number }>(
      'SELECT taken_after AS taken FROM seat_log WHERE slot_id = $1 ORDER BY id',
      [slotId],
    );
    expect(log.map(({ taken }) => taken)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8]);
  });

  it('knows every column: whoever adds one looks at what the statement has to say of it', async () => {
    const columnsOf = async (table: string) =>
      (
        await service.sql<{ name: string }>(
          `SELECT column_name AS name FROM information_schema.columns
           WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position`,
          [table],
        )
      ).map(({ name }) => name);
    expect(await columnsOf('slots')).toEqual([
      ...['id', 'session_id', 'mode', 'capacity', 'kept_until', 'held', 'confirmed', 'waiting', 'offered'],
      ...[
        'queue_counter',
        'version',
        'created_at',
        'queue_length',
        'offer_policy',
        'lapse',
        'opens',
        'closes',
      ],
      ...['max_per_person', 'invited_only'],
    ]);
    expect(await columnsOf('seats')).toEqual([
      ...[
        'id',
        'slot_id',
        'person_id',
        'status',
        'group_size',
        'city',
        'allocation_city',
        'queue_no',
        'cause',
      ],
      ...['created_at', 'changed_at', 'joined_at', 'expires_at', 'passed_over', 'block_id', 'block_place'],
      ...['code_id', 'join_generation'],
    ]);
  });
});
