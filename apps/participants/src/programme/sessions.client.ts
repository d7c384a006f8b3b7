import { Injectable } from '@nestjs/common';
import { FindSessionStates, type FactDataOf, type InputOf, type SessionChanged } from '#contracts';
import { Requests } from '#platform';

/** What this service asks of sessions, for itself. Never inside a transaction. */
@Injectable()
export class SessionsClient {
  constructor(private readonly requests: Requests) {}

  async findStates(wanted: InputOf<typeof FindSessionStates>): Promise<FactDataOf<typeof SessionChanged>[]> {
    const { items } = await this.requests.ask(FindSessionStates, wanted, { asService: true });
    return items;
  }
}
