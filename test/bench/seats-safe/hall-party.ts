import { headers as natsHeaders, type NatsConnection } from '@nats-io/transport-node';
import {
  CancelSeat,
  HEADERS,
  TakeSeat,
  type OutputOf,
  type Problem,
  type RequestDefinition,
} from '#contracts';
import { newId } from '#platform';
import { asPerson } from '../seats/hall.js';

/** What says that the same key should be sent again. */
const AGAIN = ['outcome.unknown', 'service.unavailable', 'overloaded', 'idempotency.in-flight', 'internal'];
const ANSWER_MS = 10_000;
const PAUSE_MS = 50;
const TRIES = 400;
/** One in five is asked for twice at the same time: half with one key, half by two devices with a key each. */
const TWICE = 0.2;

interface Acknowledged {
  readonly seatId: string;
  readonly slotId: string;
  readonly personId: string;
}

/**
 * People who take seats and give them up, again and again, each request under a key that is sent again until there is
 * an answer; and what they were told.
 */
export class HallParty {
  readonly taken: Acknowledged[] = [];
  readonly cancelled: string[] = [];
  /** Requests that got no answer at all, and keys that were told of two seats. */
  unanswered = 0;
  unequal = 0;
  operations = 0;
  private readonly seats: Acknowledged[] = [];

  constructor(
    private readonly connection: NatsConnection,
    private readonly slotIds: readonly string[],
    private readonly people: readonly string[],
  ) {}

  /** Takes and cancels until so many requests have been answered. */
  async run(operations: number, callers: number): Promise<void> {
    const caller = async () => {
      while (this.operations < operations) {
        const seat =
          Math.random() < 0.45 && this.seats.splice(Math.floor(Math.random() * this.seats.length), 1)[0];
        await (seat ? this.cancel(seat) : this.take());
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
  }

  private async take(): Promise<void> {
    const slotId = pick(this.slotIds);
    const personId = pick(this.people);
    const key = newId();
    const keys = Math.random() >= TWICE ? [key] : [key, Math.random() < 0.5 ? key : newId()];
    const replies = await Promise.all(keys.map((each) => this.ask(TakeSeat, { slotId }, personId, each)));
    const told = replies.flatMap((reply) => reply?.seat.id ?? []);
    for (const seatId of told) this.taken.push({ seatId, slotId, personId });
    // Two keys may get two seats, when a third device gave the first up in between.
    if (new Set(keys).size === 1 && new Set(told).size > 1) this.unequal++;
    if (told[0]) this.seats.push({ seatId: told[0], slotId, personId });
  }

  private async cancel({ seatId, personId }: Acknowledged): Promise<void> {
    if (await this.ask(CancelSeat, { id: seatId }, personId, newId())) this.cancelled.push(seatId);
  }

  private async ask<D extends RequestDefinition>(
    definition: D,
    input: object,
    personId: string,
    key: string,
  ): Promise<OutputOf<D> | undefined> {
    const headers = natsHeaders();
    headers.set(HEADERS.deadline, String(ANSWER_MS));
    headers.set(HEADERS.actor, encodeURIComponent(JSON.stringify(asPerson(personId))));
    headers.set(HEADERS.idempotencyKey, key);
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        const options = { timeout: ANSWER_MS, headers };
        const reply = await this.connection.request(definition.subject, JSON.stringify(input), options);
        this.operations++;
        if (!reply.headers?.has(HEADERS.problem)) return reply.json<OutputOf<D>>();
        if (!AGAIN.includes(reply.json<Problem>().code)) return undefined;
      } catch {
        // Killed on the way: nobody answers it.
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    this.unanswered++;
    return undefined;
  }
}

function pick<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)]!;
}
