import { Injectable } from '@nestjs/common';
import { allows, RuleViolation, type OutputOf, type ParsedInputOf, type RegisterPerson } from '#contracts';
import { Transactions, type RequestContext } from '#platform';
import { openLogin } from '../access/access.queries.js';
import { requestSignIn } from '../access/sign-ins.queries.js';
import { Tokens } from '../access/tokens.js';
import { CitiesService } from '../programme/cities.service.js';
import { insertPerson } from './people.queries.js';
import { requireZone } from './people.rules.js';
import { Person } from './person.entity.js';

type Input = ParsedInputOf<typeof RegisterPerson>;
type Output = OutputOf<typeof RegisterPerson>;

@Injectable()
export class PeopleService {
  constructor(
    private readonly transactions: Transactions,
    private readonly cities: CitiesService,
    private readonly tokens: Tokens,
  ) {}

  /**
   * By an organizer: creates a new person and gives their token. By anybody else: has a sign-in mail sent.
   * @throws RuleViolation `email.taken` (organizers only), `city.unknown`, `time.zone`
   */
  async register(input: Input, { actor }: RequestContext): Promise<Output> {
    requireZone(input.zone);
    await this.cities.require(input.city);
    return allows(actor, 'participant.create') ? this.create(input) : this.mailSignIn(input);
  }

  private async create(input: Input): Promise<Output> {
    const { id, loginId } = await this.transactions.command(async (tx) => {
      const id = await insertPerson(tx.manager, input, tx.now);
      if (!id) throw emailTaken();
      return { id, loginId: await openLogin(tx.manager, id, tx.now) };
    });
    // Derived outside of the command: its reply is stored, a token never is.
    return { outcome: 'created', id, token: this.tokens.issue('bearer', loginId) };
  }

  /** The same work and the same answer whether the address is known or not; what is known of a person stays. */
  private mailSignIn(input: Input): Promise<Output> {
    return this.transactions.command<Output>(async (tx) => {
      await insertPerson(tx.manager, input, tx.now);
      const { id } = await tx.manager.findOneByOrFail(Person, { email: input.email });
      await requestSignIn(tx, id);
      return { outcome: 'mailed' };
    });
  }
}

function emailTaken(): RuleViolation {
  return new RuleViolation('email.taken', 'Somebody with this address is registered already.', undefined, [
    { path: 'email', message: 'must be the address of somebody who is not registered yet' },
  ]);
}
