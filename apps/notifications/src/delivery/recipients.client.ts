import { Injectable } from '@nestjs/common';
import {
  FindSignIn,
  PageRecipients,
  PageRoleHolders,
  type InputOf,
  type OutputOf,
  type PROGRAMME_ROLES,
  type Recipient,
  type RoleHolder,
} from '#contracts';
import { Requests } from '#platform';
import type { SessionNotice } from '../notices/notice.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { MatterDispatch, SessionDispatch } from './dispatch.js';

/** People with a seat in a session: with one of these statuses, of a mode, of a delegation. */
export type SeatsAsked = Pick<SessionNotice, 'to' | 'mode'> & { readonly delegates?: boolean };
/** What of a session says whose it is. */
type Peopled = Pick<SessionCopy, 'programmeId' | 'speakers' | 'cities'>;
type RoleName = (typeof PROGRAMME_ROLES)[number];

export type SignIn = NonNullable<OutputOf<typeof FindSignIn>['signIn']>;

/** Asks participants who is to be told, and where. Addresses are asked for when a mail goes out and never stored. */
@Injectable()
export class RecipientsClient {
  constructor(private readonly requests: Requests) {}

  /** The next page of the people a dispatch is for, as they are now. */
  page(
    { sessionId, zone, seatBefore, after }: SessionDispatch,
    { to, mode, delegates }: SeatsAsked,
  ): Promise<OutputOf<typeof PageRecipients>> {
    return this.requests.ask(
      PageRecipients,
      {
        sessionId,
        statuses: [...to],
        ...(mode && { mode }),
        ...(delegates && { delegates }),
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
    { to, mode }: SeatsAsked,
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
  async findRoles(programmeId: string, role: RoleName, personIds: readonly string[]): Promise<RoleHolder[]> {
    const { items } = await this.requests.ask(
      PageRoleHolders,
      { programmeId, role, personIds: [...personIds] },
      { asService: true },
    );
    return items;
  }

  /** The next page of the people with a role in a session, as they are now. */
  pageSessionRoles(
    { zone, after }: Pick<SessionDispatch, 'zone' | 'after'>,
    role: RoleName,
    session: Peopled,
  ): Promise<OutputOf<typeof PageRoleHolders>> {
    return this.requests.ask(
      PageRoleHolders,
      { ...inSession(role, session), ...(zone && { zone }), ...(after && { after }) },
      { asService: true },
    );
  }

  /**
   * Those of these people who have this role in a session now, with the city of each.
   * @param personIds at most 1,000
   */
  async findSessionRoles(
    role: RoleName,
    session: Peopled,
    personIds: readonly string[],
  ): Promise<RoleHolder[]> {
    const { items } = await this.requests.ask(
      PageRoleHolders,
      { ...inSession(role, session), personIds: [...personIds] },
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

/** Who speaks in it, who speaks for a city with a part in it, or who organizes its programme. */
function inSession(
  role: RoleName,
  { programmeId, speakers, cities }: Peopled,
): InputOf<typeof PageRoleHolders> {
  return {
    programmeId: programmeId ?? '',
    role,
    ...(role === 'speaker' && { speakers }),
    ...(role === 'liaison' && { cities }),
  };
}
