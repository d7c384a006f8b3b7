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
import { HoldingService } from '../holding/holding.service.js';
import { findOpenWishes } from '../holding/wishes.queries.js';
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
    private readonly holding: HoldingService,
  ) {}

  /**
   * Uses a mailed token, once: the address is confirmed, and seats that were held for it are the person's.
   * @throws RuleViolation `sign-in.expired`, the same for used, expired and forged ones
   */
  async confirm({ token }: ParsedInputOf<typeof ConfirmSignIn>): Promise<OutputOf<typeof ConfirmSignIn>> {
    const signInId = this.tokens.read('sign-in', token);
    if (!signInId) throw expired();
    const { id, loginId } = await this.transactions.command(async (tx) => {
      const id = await useSignIn(tx, signInId);
      if (!id) throw expired();
      // Seats before the person: whoever takes seats locks in that order.
      await this.holding.takeUp(tx, id);
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
    const wishes = await findOpenWishes(manager, id, now);
    return {
      personId: id,
      email,
      name,
      language,
      token: this.tokens.issue('sign-in', signIn.id),
      expiresAt: signIn.expiresAt.toISOString(),
      seats: wishes.map(({ until, ...wish }) => ({ ...wish, until: until.toISOString() })),
    };
  }
}

function expired(): RuleViolation {
  return new RuleViolation(
    'sign-in.expired',
    'This sign-in link has been used or has expired; ask for a new mail and open its link within an hour.',
  );
}
