import { Injectable } from '@nestjs/common';
import {
  RuleViolation,
  type ConfirmSignIn,
  type FindSignIn,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Clock, Transactions } from '#platform';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { Person } from '../people/person.entity.js';
import { openLogin } from './access.queries.js';
import { SignIn } from './sign-in.entity.js';
import { useSignIn } from './sign-ins.queries.js';
import { Tokens } from './tokens.js';

@Injectable()
export class SignInsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
  ) {}

  /**
   * Uses a mailed token, once.
   * @throws RuleViolation `sign-in.expired`, the same for used, expired and forged ones
   */
  async confirm({ token }: ParsedInputOf<typeof ConfirmSignIn>): Promise<OutputOf<typeof ConfirmSignIn>> {
    const signInId = this.tokens.read('sign-in', token);
    if (!signInId) throw expired();
    const { id, loginId } = await this.transactions.command(async (tx) => {
      const id = await useSignIn(tx, signInId);
      if (!id) throw expired();
      await tx.manager.update(Person, { id, confirmedAt: IsNull() }, { confirmedAt: tx.now });
      return { id, loginId: await openLogin(tx.manager, id, tx.now) };
    });
    // Derived outside of the command: its reply is stored, a token never is.
    return { id, token: this.tokens.issue('bearer', loginId) };
  }

  /** What a sign-in mail needs; null when the sign-in was used or has expired. */
  async find(signInId: string): Promise<OutputOf<typeof FindSignIn>['signIn']> {
    const now = await this.clock.now();
    const { manager } = this.dataSource;
    const signIn = await manager.findOneBy(SignIn, {
      id: signInId,
      usedAt: IsNull(),
      expiresAt: MoreThan(now),
    });
    if (!signIn) return null;
    const { id, email, name, language } = await manager.findOneByOrFail(Person, { id: signIn.personId });
    return {
      personId: id,
      email,
      name,
      language,
      token: this.tokens.issue('sign-in', signIn.id),
      expiresAt: signIn.expiresAt.toISOString(),
    };
  }
}

function expired(): RuleViolation {
  return new RuleViolation(
    'sign-in.expired',
    'This sign-in link has been used or has expired; ask for a new mail and open its link within an hour.',
  );
}
