import {
  notFound,
  type Availability,
  ReleasePublished,
  RuleViolation,
  SessionChanged,
  type ReleaseChange,
} from '#contracts';
import { newId, type Tx } from '#platform';
import { In } from 'typeorm';
import { writeLedger } from '../fairness/ledger.js';
import { EventCopy } from '../programme/event.entity.js';
import { ProgrammeCopy } from '../programme/programme.entity.js';
import { Release } from '../releases/release.entity.js';
import { inWords } from '../releases/release-words.rules.js';
import { lastReleaseNumber } from '../releases/release.queries.js';
import { keepReleased } from '../releases/released-sessions.queries.js';
import type { EventCities } from './parts.rules.js';
import { Place } from './place.entity.js';
import { Session } from './session.entity.js';
import { loadSessions } from './session.queries.js';
import {
  countersAfter,
  exceptionsAfter,
  releaseChange,
  statusAfter,
  type SessionContent,
} from './session.rules.js';
import { slugFor } from './slug.rules.js';
import { Speaker } from './speaker.entity.js';

interface HowChanged {
  isElse?: boolean;
  alone?: boolean;
}

/**
 * An event's schedule, open for changes in one transaction. The event's row is locked, so nobody else changes places,
 * speakers, sessions or releases of the event until then: what the rules have seen stays true (DESIGN 6.9).
 */
export class Schedule {
  private readonly releasing: { change: ReleaseChange; session: Session }[] = [];

  private constructor(
    private readonly tx: Tx,
    readonly event: EventCopy,
    readonly cities: EventCities,
    readonly places: Place[],
    readonly speakers: Speaker[],
    private readonly lastRelease: number,
  ) {}

  /** @throws RuleViolation `not-found` for an event that is not known here */
  static async open(tx: Tx, eventId: string): Promise<Schedule> {
    const { manager } = tx;
    const event = await manager.findOne(EventCopy, {
      where: { id: eventId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!event) throw notFound('event', eventId);
    const programme = await manager.findOneBy(ProgrammeCopy, { id: event.programmeId });
    return new Schedule(
      tx,
      event,
      { hostCity: event.hostCity, partners: event.partners, programmeCities: programme?.cities ?? [] },
      await manager.findBy(Place, { eventId }),
      await manager.findBy(Speaker, { eventId }),
      await lastReleaseNumber(manager, eventId),
    );
  }

  /** @throws RuleViolation `event.state` when the event is cancelled: its schedule is final */
  checkOpen(): void {
    if (this.event.status === 'cancelled') {
      throw new RuleViolation('event.state', 'The event is cancelled; its schedule is final.');
    }
  }

  /** Its sessions, or those of them that are wanted. */
  sessions(ids?: readonly string[]): Promise<Session[]> {
    return loadSessions(this.tx.manager, { eventId: this.event.id, ...(ids && { id: In([...ids]) }) });
  }

  async addPlace(fields: Pick<Place, 'name' | 'city' | 'capacity'>): Promise<Place> {
    const slug = slugFor(fields.name, slugsOf(this.places), 'place');
    const place = Object.assign(new Place(), { ...fields, id: newId(), eventId: this.event.id, slug });
    this.places.push(place);
    return this.tx.manager.save(place);
  }

  async addSpeaker(fields: Pick<Speaker, 'name' | 'city'>): Promise<Speaker> {
    const slug = slugFor(fields.name, slugsOf(this.speakers), 'speaker');
    const speaker = Object.assign(new Speaker(), { ...fields, id: newId(), eventId: this.event.id, slug });
    this.speakers.push(speaker);
    return this.tx.manager.save(speaker);
  }

  /** Says when a place or speaker can; undefined leaves it. */
  async setAvailability(of: Place | Speaker, availability: Availability | null | undefined): Promise<void> {
    if (availability === undefined) return;
    of.availability = availability;
    await this.tx.manager.save(of);
  }

  /**
   * Saves a session with what it lays on its cities, and tells of it, when it is new (`before` null) or something has
   * changed; counts versions, and keeps what the next release has to say. What is changed of an occurrence becomes an
   * exception from its series, unless the series itself, or the clocks, did it.
   * @param how.isElse whether something changed that no reader sees, such as the meeting's address
   * @param how.alone whether it is changed for itself; as it is unless said
   * @returns whether there was anything to save
   */
  async save(session: Session, before: SessionContent | null, how: HowChanged = {}): Promise<boolean> {
    return (await this.saveAll([{ session, before }], how)) > 0;
  }

  /** As `save`, of many at once; returns how many there were to save. */
  async saveAll(
    changes: readonly { session: Session; before: SessionContent | null }[],
    how: HowChanged = {},
  ): Promise<number> {
    const sessions = changes.flatMap(({ session, before }) =>
      this.countChange(session, before, how) ? [session] : [],
    );
    await this.tx.manager.save(sessions);
    for (const session of sessions) {
      await writeLedger(this.tx, session, this.cities.programmeCities);
      this.tx.publish(SessionChanged, session.state());
    }
    return sessions.length;
  }

  /** Whether there is anything to save; counts it then. */
  private countChange(
    session: Session,
    before: SessionContent | null,
    { isElse = false, alone = true }: HowChanged,
  ): boolean {
    if (!before) {
      session.timeVersion = session.start ? 1 : 0;
      return true;
    }
    const after = session.content();
    const counters = countersAfter(session, before, after);
    if (counters.version === session.version) {
      if (!isElse) return false;
      counters.version++;
    }
    Object.assign(session, counters);
    if (alone && session.seriesId !== null) {
      session.seriesExceptions = exceptionsAfter(session.seriesExceptions, before, after);
    }
    const change = releaseChange(session.id, before, after);
    if (change) {
      this.releasing.push({ change: { ...change, ...inWords(change, before, after) }, session });
    }
    return true;
  }

  async cancel(session: Session, how: HowChanged = {}): Promise<void> {
    const before = session.content();
    session.status = statusAfter(session.status, 'cancel');
    await this.save(session, before, how);
  }

  /** Brings the ledger to what all its sessions lay on their cities; returns how many entries were missing. */
  async checkLedger(): Promise<number> {
    let missing = 0;
    for (const session of await this.sessions()) {
      missing += await writeLedger(this.tx, session, this.cities.programmeCities);
    }
    return missing;
  }

  /** Publishes every draft that has a start, in the order of their starts; returns how many. */
  async releaseDrafts(sessions: readonly Session[]): Promise<number> {
    const drafts = sessions
      .filter((session) => session.status === 'draft' && session.startsAt !== null)
      .sort((a, b) => a.startsAt!.getTime() - b.startsAt!.getTime());
    for (const session of drafts) {
      const before = session.content();
      session.status = statusAfter(session.status, 'release');
      session.release = this.lastRelease + 1;
      await this.save(session, before);
    }
    return drafts.length;
  }

  /**
   * Writes one release of everything that the public must know, if there is anything, in the order of starts. Call it
   * last.
   */
  async close(): Promise<Release | null> {
    if (this.releasing.length === 0) return null;
    const inOrder = [...this.releasing].sort((a, b) => startOf(a.session) - startOf(b.session));
    const release = Object.assign(new Release(), {
      eventId: this.event.id,
      number: this.lastRelease + 1,
      at: this.tx.now,
      changes: inOrder.map(({ change }) => change),
    });
    await this.tx.manager.insert(Release, release);
    await keepReleased(
      this.tx.manager,
      release,
      inOrder.map(({ session }) => session),
    );
    this.tx.publish(ReleasePublished, release.reply());
    return release;
  }
}

/** Where it stands in a release; what is released has a start. */
function startOf({ startsAt }: Session): number {
  return startsAt?.getTime() ?? Infinity;
}

function slugsOf(items: readonly { slug: string }[]): Set<string> {
  return new Set(items.map((item) => item.slug));
}
