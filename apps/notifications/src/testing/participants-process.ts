import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  CountSeatsByCity,
  FindBlock,
  FindSignIn,
  PageRecipients,
  PageRoleHolders,
  type BlockCounted,
  type OutputOf,
  type ParsedInputOf,
  type Recipient,
  type RequestDefinition,
  type RoleHolder,
} from '#contracts';
import { answerRequests, refuseRequest } from './answering.js';

type SignIn = NonNullable<OutputOf<typeof FindSignIn>['signIn']>;

/** A person with a seat, as participants know them. */
export interface Person extends Recipient {
  sessionId: string;
  seatSince: string;
}

/** Another team's process: answers what participants answers, at the protocol's edge. */
export class ParticipantsProcess {
  readonly people: Person[] = [];
  /** Who organizes, and who speaks for which city; of whatever programme. */
  readonly organizers: RoleHolder[] = [];
  readonly liaisons: RoleHolder[] = [];
  /** Who speaks, by the speaker's id. */
  readonly speakers = new Map<string, RoleHolder>();
  readonly seatsByCity: OutputOf<typeof CountSeatsByCity>['items'] = [];
  /** Delegations' places, by the block's id. */
  readonly blocks = new Map<string, BlockCounted>();
  readonly signIns = new Map<string, SignIn>();
  /** People in a page at most, where pages are asked for. */
  pageSize = 1_000;
  /** So many of the next questions about people with seats, or who sign in, get no answer but a refusal. */
  failures = 0;
  /** Hears of each page that is asked for. */
  onPage: (input: ParsedInputOf<typeof PageRecipients>) => void = () => undefined;
  private connection?: NatsConnection;

  static async start(natsUrl: string): Promise<ParticipantsProcess> {
    const process = new ParticipantsProcess();
    process.connection = await connect({ servers: natsUrl });
    process.answer(PageRecipients, (input) => process.page(input));
    process.answer(FindSignIn, ({ signInId }) => ({ signIn: process.signIns.get(signInId) ?? null }));
    answerRequests(process.connection, 'participants', PageRoleHolders, (input) => ({
      items: process
        .holders(input)
        .filter(({ city }) => !input.cities || (city !== null && input.cities.includes(city)))
        .filter(({ zone }) => !input.zone || input.zone === zone)
        .filter(({ personId }) => !input.personIds || input.personIds.includes(personId)),
      next: null,
    }));
    answerRequests(process.connection, 'participants', FindBlock, ({ id }) => ({
      ...process.blocks.get(id)!,
      places: [],
      history: [],
    }));
    answerRequests(process.connection, 'participants', CountSeatsByCity, ({ sessionIds }) => ({
      items: process.seatsByCity.filter(({ sessionId }) => sessionIds.includes(sessionId)),
    }));
    await process.connection.flush();
    return process;
  }

  async stop(): Promise<void> {
    await this.connection?.close();
  }

  private holders({ role, speakers }: ParsedInputOf<typeof PageRoleHolders>): RoleHolder[] {
    if (role === 'organizer') return this.organizers;
    if (role === 'liaison') return this.liaisons;
    return [...this.speakers].flatMap(([id, holder]) => (!speakers || speakers.includes(id) ? [holder] : []));
  }

  private page(input: ParsedInputOf<typeof PageRecipients>): OutputOf<typeof PageRecipients> {
    this.onPage(input);
    const { sessionId, statuses, zone, seatBefore, personIds, mode, delegates, after = '', limit } = input;
    const found = this.people
      .filter((person) => person.sessionId === sessionId && statuses.includes(person.seatStatus))
      .filter((person) => !delegates || Boolean(person.delegateOf))
      .filter((person) => !mode || person.mode === mode)
      .filter((person) => !zone || person.zone === zone)
      .filter((person) => !seatBefore || Date.parse(person.seatSince) < Date.parse(seatBefore))
      .filter((person) => !personIds || personIds.includes(person.personId))
      .filter((person) => person.personId > after)
      .sort((one, other) => (one.personId < other.personId ? -1 : 1));
    const page = found.slice(0, personIds ? limit : Math.min(limit, this.pageSize));
    const items = personIds ? page.map((person) => ({ ...person, modes: this.modesOf(person) })) : page;
    return { items, next: found.length > items.length ? items.at(-1)!.personId : null };
  }

  private modesOf({ sessionId, personId, seatStatus }: Person): Person['mode'][] {
    const same = this.people.filter((seat) => seat.sessionId === sessionId && seat.personId === personId);
    return [...new Set(same.filter((seat) => seat.seatStatus === seatStatus).map(({ mode }) => mode))].sort();
  }

  private answer<D extends RequestDefinition>(
    definition: D,
    handler: (input: ParsedInputOf<D>) => OutputOf<D>,
  ): void {
    answerRequests(this.connection!, 'participants', definition, (input, message) => {
      if (this.failures === 0) return handler(input);
      this.failures--;
      refuseRequest(message);
      return undefined;
    });
  }
}
