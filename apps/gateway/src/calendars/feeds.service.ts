import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { calendar, type CalendarEvent } from '#calendar';
import {
  ANONYMOUS,
  calendarUid,
  FindCities,
  FindSessions,
  readClock,
  textIn,
  type InputOf,
  type Session,
  type Text,
} from '#contracts';
import { Requests } from '#platform';
import { TZDB_VERSION } from '#time';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { allPages } from '../http/all-pages.js';

const MOST_SESSIONS = 2_000;
const PAGE = 500;
const REFRESH_HOURS = 1;

export interface Feed {
  /** Weak: the same sessions give the same tag, but DTSTAMP says when the text was made. */
  tag: string;
  /** iCalendar, METHOD:PUBLISH. */
  text: () => string;
}

type Placed = Session & { start: NonNullable<Session['start']> };

@Injectable()
export class FeedsService {
  constructor(
    private readonly requests: Requests,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** The feed of what anybody may see of these events or this programme. Cancelled sessions stay, as cancelled. */
  async feedOf(
    title: Text,
    which: Pick<InputOf<typeof FindSessions>, 'eventIds' | 'programmeIds'>,
  ): Promise<Feed> {
    const sessions = (await this.sessions(which)).filter(isReleased);
    const [{ now }, cityNames] = await Promise.all([
      this.requests.ask(readClock('sessions'), {}, { asService: true }),
      this.cityNames(sessions),
    ]);
    const name = textIn(title);
    const events = (stamp: string) =>
      sessions.map((session) =>
        calendarEvent(session, { stamp, cityNames, publicUrl: this.config.PUBLIC_URL }),
      );
    return {
      // Everything that the text shows except its own time.
      tag: `W/"${digest([TZDB_VERSION, name, events(EPOCH)])}"`,
      text: () => calendar({ method: 'PUBLISH', name, refreshHours: REFRESH_HOURS, events: events(now) }),
    };
  }

  private sessions(
    which: Pick<InputOf<typeof FindSessions>, 'eventIds' | 'programmeIds'>,
  ): Promise<Session[]> {
    return allPages(
      (cursor) =>
        this.requests.ask(FindSessions, { ...which, cities: [], cursor, limit: PAGE }, { actor: ANONYMOUS }),
      MOST_SESSIONS,
    );
  }

  private async cityNames(sessions: Session[]): Promise<Map<string, string>> {
    const slugs = [...new Set(sessions.flatMap(({ place }) => (place ? [place.city] : [])))].slice(0, PAGE);
    if (slugs.length === 0) return new Map();
    const { items } = await this.requests.ask(FindCities, { slugs, limit: PAGE }, { actor: ANONYMOUS });
    return new Map(items.map(({ slug, name }) => [slug, name]));
  }
}

const EPOCH = '1970-01-01T00:00:00Z';

function isReleased(session: Session): session is Placed {
  return session.release !== null && session.status !== 'draft' && session.start !== null;
}

function calendarEvent(
  session: Placed,
  { stamp, cityNames, publicUrl }: { stamp: string; cityNames: Map<string, string>; publicUrl: string },
): CalendarEvent {
  const { id, programmeId, sequence, start, durationMinutes, title, place, format, speakers, status } =
    session;
  return {
    uid: calendarUid(id),
    sequence,
    start,
    durationMinutes,
    summary: textIn(title),
    description: speakers.map(({ name }) => name).join(', ') || undefined,
    location: place ? `${place.name}, ${cityNames.get(place.city) ?? place.city}` : undefined,
    url: `${publicUrl}/?programme=${programmeId}#session-${id}`,
    status: status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED',
    categories: [format],
    stamp,
  };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}
