import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateSlot,
  SeatsChanged,
  SessionChanged,
  TakeSeat,
  type Actor,
  type RuleViolation,
  type Seat,
} from '#contracts';
import { Deadline, newTrace, type RequestContext } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { tell } from '../../testing/facts.js';
import { ORGANIZER, sessionState, startParticipants } from '../../testing/participants.js';
import { registerMany } from '../../testing/people.js';
import type { SeatCommand, TakeReply } from './seat-command.js';
import { TakingQueue } from './taking-queue.js';

type Person = Actor & { kind: 'person' };

describe('takes and cancels that come together', () => {
  let service: TestService;
  let people: Person[];
  beforeAll(async () => {
    service = await startParticipants();
    people = await registerMany(service, 40);
  });
  afterAll(() => service.stop());

  async function slotOf(capacity: number | null): Promise<string> {
    const session = sessionState();
    await tell(service, SessionChanged, session);
    const input = { sessionId: session.id, mode: 'online', capacity } as const;
    return (await service.ask(CreateSlot, input, { actor: ORGANIZER })).id;
  }
  const as = (actor: Actor, key?: string, deadlineMs = 10_000): RequestContext => ({
    trace: newTrace(),
    actor,
    deadline: Deadline.in(deadlineMs),
    operation: { subject: TakeSeat.subject, bodyHash: 'body' },
    ...(key && { idempotencyKey: key }),
  });
  const taking = () => service.app.get(TakingQueue);
  const submit = (command: SeatCommand) => taking().submit(command) as Promise<never>;
  const take = (slotId: string, actor: Person, context = as(actor), groupSize = 1): Promise<TakeReply> =>
    submit({ kind: 'take', context, slotId, personId: actor.id, groupSize });
  const cancel = (seatId: string, actor: Person): Promise<Seat> =>
    submit({ kind: 'cancel', context: as(actor), seatId });
  const standing = ({ seat }: TakeReply) => seat.position ?? seat.status;
  const transactionsOf = (slotId: string) =>
    service.sql('SELECT DISTINCT xmin::text FROM seats WHERE slot_id = $1', [slotId]);

  it('are decided in their order in one transaction, which tells one fact', async () => {
    const slotId = await slotOf(3);
    const replies = await Promise.all(people.slice(0, 6).map((person) => take(slotId, person)));
    expect(replies.map(standing)).toEqual(['confirmed', 'confirmed', 'confirmed', 1, 2, 3]);
    expect(await transactionsOf(slotId)).toHaveLength(1);
    const log = await service.sql<{ actor: string }>(
      'SELECT actor FROM seat_log WHERE slot_id = $1 ORDER BY id',
      [slotId],
    );
    expect(log.map(({ actor }) => actor)).toEqual(people.slice(0, 6).map(({ id }) => `person:${id}`));
    const facts = (await service.factsOf(SeatsChanged)).filter((fact) => fact.slotId === slotId);
    expect(facts.map(({ changes }) => changes.length)).toEqual([6]);
  });

  it('of several slots go into one transaction', async () => {
    const slots = [await slotOf(1), await slotOf(1), await slotOf(1)];
    const replies = await Promise.all(slots.map((slotId, index) => take(slotId, people[index]!)));
    expect(replies.map(standing)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    const [one, ...others] = await Promise.all(slots.map(transactionsOf));
    expect(others).toEqual([one, one]);
  });

  it('of one person are one seat, and of one key one answer', async () => {
    const slotId = await slotOf(1);
    await take(slotId, people[0]!);
    const [me, next] = [people[1]!, people[2]!];
    const replies = await Promise.all([
      take(slotId, me, as(me, 'mine')),
      take(slotId, next),
      take(slotId, me),
      take(slotId, me, as(me, 'mine')),
      take(slotId, people[0]!),
    ]);
    expect(replies.map(standing)).toEqual([1, 2, 1, 1, 'confirmed']);
    expect(replies.map(({ created }) => created)).toEqual([true, true, false, true, false]);
    expect(new Set([replies[0], replies[2], replies[3]].map((reply) => reply!.seat.id)).size).toBe(1);
  });

  it('give what is given up to who waits, and to who comes after only what is left', async () => {
    const slotId = await slotOf(2);
    const [a, b, c, d, e] = people as [Person, Person, Person, Person, Person];
    const seats = await Promise.all([a, b, c].map((person) => take(slotId, person)));
    const [, , , third, place, again] = await Promise.all([
      take(slotId, d),
      cancel(seats[0]!.seat.id, a),
      cancel(seats[1]!.seat.id, b),
      take(slotId, e),
      take(slotId, a),
      take(slotId, d),
    ]);
    expect([third, place, again].map((reply) => standing(reply as TakeReply))).toEqual([1, 2, 'confirmed']);
  });

  it('fail nobody else when one of them fails', async () => {
    const slotId = await slotOf(2);
    const [a, bad, b] = people as [Person, Person, Person];
    await service.sql(`
      CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF NEW.person_id = TG_ARGV[0] THEN RAISE EXCEPTION 'not this one'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER one_bad BEFORE INSERT ON seats FOR EACH ROW EXECUTE FUNCTION refuse_one('${bad.id}')`);
    const settled = await Promise.allSettled([take(slotId, a), take(slotId, bad), take(slotId, b)]);
    await service.sql('DROP TRIGGER one_bad ON seats; DROP FUNCTION refuse_one()');
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const [{ confirmed } = { confirmed: 0 }] = await service.sql<{ confirmed: number }>(
      'SELECT confirmed FROM slots WHERE id = $1',
      [slotId],
    );
    expect(confirmed).toBe(2);
  });

  it('of other slots do not wait for a slot that somebody else has locked', async () => {
    const [locked, free] = [await slotOf(1), await slotOf(1)];
    const other = service.app.get(DataSource).createQueryRunner();
    await other.startTransaction();
    await other.query('SELECT FROM slots WHERE id = $1 FOR UPDATE', [locked]);
    let isAnswered = false;
    const first = take(locked, people[0]!).finally(() => (isAnswered = true));
    expect(standing(await take(free, people[1]!))).toBe('confirmed');
    const second = take(locked, people[2]!);
    expect(isAnswered).toBe(false);
    await other.rollbackTransaction();
    await other.release();
    expect([await first, await second].map(standing)).toEqual(['confirmed', 1]);
  });

  it('whose time has passed are not begun', async () => {
    const slotId = await slotOf(1);
    const late = take(slotId, people[0]!, as(people[0]!, undefined, 0));
    await expect(late).rejects.toMatchObject({ code: 'overloaded' } satisfies Partial<RuleViolation>);
    expect(standing(await take(slotId, people[1]!))).toBe('confirmed');
  });

  it('are answered after the commit', async () => {
    const slotId = await slotOf(1);
    await service.sql(`
      CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused at commit'; END $$;
      CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON seats DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse_commit()`);
    await expect(take(slotId, people[0]!)).rejects.toThrow('refused at commit');
    await service.sql('DROP TRIGGER at_commit ON seats; DROP FUNCTION refuse_commit()');
    await waitFor(async () => (await transactionsOf(slotId)).length === 0);
  });

  it('have the outcome that they have one after the other, whatever they are', async () => {
    const step = fc.record({
      who: fc.nat(7),
      size: fc.constantFrom(1, 1, 1, 2),
      isCancel: fc.boolean(),
    });
    const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), batches, async (capacity, rounds) => {
        const [together, alone] = [await slotOf(capacity), await slotOf(capacity)];
        const seats = { together: new Map<number, string>(), alone: new Map<number, string>() };
        for (const steps of rounds) {
          const play = (slotId: string, known: Map<number, string>) => {
            const before = new Map(known);
            return steps.map(({ who, size, isCancel }) => async () => {
              const person = people[who]!;
              const seatId = before.get(who);
              if (isCancel && seatId) return (await cancel(seatId, person)).status;
              const reply = await take(slotId, person, as(person), Math.min(size, capacity));
              known.set(who, reply.seat.id);
              return [reply.created, standing(reply), reply.seat.groupSize];
            });
          };
          const inBatch = await Promise.all(play(together, seats.together).map((work) => work()));
          const oneByOne: unknown[] = [];
          for (const work of play(alone, seats.alone)) oneByOne.push(await work());
          expect(inBatch).toEqual(oneByOne);
        }
        const countersOf = (slotId: string) =>
          service.sql(
            'SELECT held, confirmed, waiting, offered, queue_counter, queue_length FROM slots WHERE id = $1',
            [slotId],
          );
        expect(await countersOf(together)).toEqual(await countersOf(alone));
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
