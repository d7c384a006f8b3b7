import { Injectable } from '@nestjs/common';
import {
  CheckIn,
  FindCities,
  FindJoinLink,
  FindMeeting,
  FindSessions,
  type JoinLink,
  type OutputOf,
  type Session,
} from '#contracts';
import { Requests } from '#platform';

/** Who holds a link may see its session, whoever they are: asked for by the gateway itself. */
const AS_SERVICE = { asService: true };

/** A link with what its page shows. */
export interface JoinView {
  readonly link: JoinLink;
  readonly session: Session;
  readonly placeName: string | null;
}

/** Composes join pages: the seat is participants', the session and its meeting address are sessions'. */
@Injectable()
export class JoinService {
  constructor(private readonly requests: Requests) {}

  /** Null for a link that is not ours, or no longer. */
  async find(token: string): Promise<JoinView | null> {
    const { link } = await this.requests.ask(FindJoinLink, { token });
    return link && this.view(link);
  }

  /** Null where there is nothing to show. A session that is gone shows as cancelled. */
  async view(link: JoinLink): Promise<JoinView | null> {
    const { items } = await this.requests.ask(FindSessions, { ids: [link.sessionId] }, AS_SERVICE);
    const [session] = items;
    if (!session) return null;
    const place = session.place && (await this.cityName(session.place.city));
    // The seat's service hears of a cancellation a moment later.
    const isCancelled = session.status === 'cancelled';
    return {
      link: isCancelled ? { ...link, state: 'session-cancelled' } : link,
      session,
      placeName: place,
    };
  }

  checkIn(token: string, device: string, takeOver: boolean): Promise<OutputOf<typeof CheckIn>> {
    return this.requests.ask(CheckIn, { token, device, takeOver });
  }

  /**
   * Where the meeting is at this moment: a backup that was switched in a second ago counts.
   * @returns null for a session that has been cancelled meanwhile
   */
  async meetingAddress(sessionId: string): Promise<string | null> {
    const { url } = await this.requests.ask(FindMeeting, { sessionId }, AS_SERVICE);
    return url;
  }

  private async cityName(slug: string): Promise<string> {
    const { items } = await this.requests.ask(FindCities, { slugs: [slug], limit: 1 }, AS_SERVICE);
    return items[0]?.name ?? slug;
  }
}
