import { Injectable } from '@nestjs/common';
import { FindSignIn, PageRecipients, SEAT_STATUSES, type OutputOf, type Recipient } from '#contracts';
import { Requests } from '#platform';
import type { SeatStatus } from '../notices/notice.js';
import type { Dispatch } from './dispatch.js';

export type SignIn = NonNullable<OutputOf<typeof FindSignIn>['signIn']>;

/** Asks participants who is to be told, and where. Addresses are asked for when a mail goes out and never stored. */
@Injectable()
export class RecipientsClient {
  constructor(private readonly requests: Requests) {}

  /** The next page of the people a dispatch is for, as they are now. */
  page(
    { sessionId, zone, seatBefore, after }: Dispatch,
    statuses: readonly SeatStatus[],
  ): Promise<OutputOf<typeof PageRecipients>> {
    return this.requests.ask(
      PageRecipients,
      {
        sessionId,
        statuses: [...statuses],
        ...(zone && { zone }),
        ...(seatBefore && { seatBefore: seatBefore.toISOString() }),
        ...(after && { after }),
      },
      { asService: true },
    );
  }

  /**
   * The people among these who have a seat of these statuses in the session.
   * @param personIds at most 1,000
   */
  async find(
    sessionId: string,
    personIds: readonly string[],
    statuses: readonly SeatStatus[] = SEAT_STATUSES,
  ): Promise<Map<string, Recipient>> {
    const { items } = await this.requests.ask(
      PageRecipients,
      { sessionId, statuses: [...statuses], personIds: [...personIds], joinTokens: true },
      { asService: true },
    );
    return new Map(items.map((recipient) => [recipient.personId, recipient]));
  }

  /** A sign-in that is still good; null when it was used or has expired. */
  async findSignIn(signInId: string): Promise<SignIn | null> {
    const { signIn } = await this.requests.ask(FindSignIn, { signInId }, { asService: true });
    return signIn;
  }
}
