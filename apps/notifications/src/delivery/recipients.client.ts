import { Injectable } from '@nestjs/common';
import {
  FindSignIn,
  PageRecipients,
  PageRoleHolders,
  type OutputOf,
  type Recipient,
  type RoleHolder,
} from '#contracts';
import { Requests } from '#platform';
import type { SessionNotice } from '../notices/notice.js';
import type { MatterDispatch, SessionDispatch } from './dispatch.js';

export type SignIn = NonNullable<OutputOf<typeof FindSignIn>['signIn']>;

/** Asks participants who is to be told, and where. Addresses are asked for when a mail goes out and never stored. */
@Injectable()
export class RecipientsClient {
  constructor(private readonly requests: Requests) {}

  /** The next page of the people a dispatch is for, as they are now. */
  page(
    { sessionId, zone, seatBefore, after }: SessionDispatch,
    { to, mode }: Pick<SessionNotice, 'to' | 'mode'>,
  ): Promise<OutputOf<typeof PageRecipients>> {
    return this.requests.ask(
      PageRecipients,
      {
        sessionId,
        statuses: [...to],
        ...(mode && { mode }),
        ...(zone && { zone }),
        ...(seatBefore && { seatBefore: seatBefore.toISOString() }),
        ...(after && { after }),
      },
      { asService: true },
    );
  }

  /**
   * The people among these whom a notice about the session is for.
   * @param personIds at most 1,000
   */
  async find(
    sessionId: string,
    personIds: readonly string[],
    { to, mode }: Pick<SessionNotice, 'to' | 'mode'>,
  ): Promise<Map<string, Recipient>> {
    const { items } = await this.requests.ask(
      PageRecipients,
      { sessionId, statuses: [...to], ...(mode && { mode }), personIds: [...personIds], joinTokens: true },
      { asService: true },
    );
    return new Map(items.map((recipient) => [recipient.personId, recipient]));
  }

  /** The next page of the people behind a role, as they are now. */
  pageRoles({ programmeId, role, cities, after }: MatterDispatch): Promise<OutputOf<typeof PageRoleHolders>> {
    return this.requests.ask(
      PageRoleHolders,
      {
        programmeId,
        role,
        ...(role === 'liaison' && cities && { cities: [...cities] }),
        ...(after && { after }),
      },
      { asService: true },
    );
  }

  /**
   * Those of these people who have the role now; a liaison of two cities twice.
   * @param personIds at most 1,000
   */
  async findRoles(
    programmeId: string,
    role: 'organizer' | 'liaison',
    personIds: readonly string[],
  ): Promise<RoleHolder[]> {
    const { items } = await this.requests.ask(
      PageRoleHolders,
      { programmeId, role, personIds: [...personIds] },
      { asService: true },
    );
    return items;
  }

  /** A sign-in that is still good; null when it was used or has expired. */
  async findSignIn(signInId: string): Promise<SignIn | null> {
    const { signIn } = await this.requests.ask(FindSignIn, { signInId }, { asService: true });
    return signIn;
  }
}
