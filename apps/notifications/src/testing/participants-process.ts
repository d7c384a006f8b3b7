import { connect, headers as natsHeaders, type Msg, type NatsConnection } from '@nats-io/transport-node';
import {
  FindSignIn,
  HEADERS,
  PageRecipients,
  type OutputOf,
  type ParsedInputOf,
  type Problem,
  type Recipient,
  type RequestDefinition,
} from '#contracts';

type SignIn = NonNullable<OutputOf<typeof FindSignIn>['signIn']>;

/** A person with a seat, as participants know them. */
export interface Person extends Recipient {
  sessionId: string;
  seatSince: string;
}

/** Another team's process: answers what participants answers, at the protocol's edge. */
export class ParticipantsProcess {
  readonly people: Person[] = [];
  readonly signIns = new Map<string, SignIn>();
  /** People in a page at most, where pages are asked for. */
  pageSize = 1_000;
  /** So many of the next questions get no answer but a refusal. */
  failures = 0;
  private connection?: NatsConnection;

  static async start(natsUrl: string): Promise<ParticipantsProcess> {
    const process = new ParticipantsProcess();
    process.connection = await connect({ servers: natsUrl });
    process.answer(PageRecipients, (input) => process.page(input));
    process.answer(FindSignIn, ({ signInId }) => ({ signIn: process.signIns.get(signInId) ?? null }));
    await process.connection.flush();
    return process;
  }

  async stop(): Promise<void> {
    await this.connection?.close();
  }

  private page(input: ParsedInputOf<typeof PageRecipients>): OutputOf<typeof PageRecipients> {
    const { sessionId, statuses, zone, seatBefore, personIds, after = '', limit } = input;
    const found = this.people
      .filter((person) => person.sessionId === sessionId && statuses.includes(person.seatStatus))
      .filter((person) => !zone || person.zone === zone)
      .filter((person) => !seatBefore || Date.parse(person.seatSince) < Date.parse(seatBefore))
      .filter((person) => !personIds || personIds.includes(person.personId))
      .filter((person) => person.personId > after)
      .sort((one, other) => (one.personId < other.personId ? -1 : 1));
    const items = found.slice(0, personIds ? limit : Math.min(limit, this.pageSize));
    return { items, next: found.length > items.length ? items.at(-1)!.personId : null };
  }

  private answer<D extends RequestDefinition>(
    definition: D,
    handler: (input: ParsedInputOf<D>) => OutputOf<D>,
  ): void {
    this.connection!.subscribe(definition.subject, {
      queue: 'participants',
      callback: (_error, message) => {
        if (this.failures > 0) {
          this.failures--;
          return this.refuse(message);
        }
        const input = definition.input.parse(message.json()) as ParsedInputOf<D>;
        message.respond(JSON.stringify(handler(input)));
      },
    });
  }

  private refuse(message: Msg): void {
    const headers = natsHeaders();
    headers.set(HEADERS.problem, '1');
    const problem: Problem = { code: 'internal', detail: 'Something went wrong.' };
    message.respond(JSON.stringify(problem), { headers });
  }
}
