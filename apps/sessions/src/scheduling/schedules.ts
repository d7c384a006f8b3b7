import type { Tx } from '#platform';
import { Schedule } from './schedule.js';
import type { Session } from './session.entity.js';
import type { SessionContent } from './session.rules.js';

/** The schedules of some events, open for changes in one transaction: locked in the order of their ids (DESIGN 6.9). */
export class Schedules {
  private constructor(private readonly byEvent: ReadonlyMap<string, Schedule>) {}

  /** @throws RuleViolation `not-found` for an event that is not known here */
  static async open(tx: Tx, eventIds: Iterable<string>): Promise<Schedules> {
    const schedules = new Map<string, Schedule>();
    for (const id of [...new Set(eventIds)].sort()) schedules.set(id, await Schedule.open(tx, id));
    return new Schedules(schedules);
  }

  /** Of an event; undefined when it is not among those that are open. */
  of(eventId: string): Schedule | undefined {
    return this.byEvent.get(eventId);
  }

  /** @see Schedule.save */
  save(session: Session, before: SessionContent | null, more?: { isElse?: boolean }): Promise<boolean> {
    return this.of(session.eventId)!.save(session, before, more);
  }

  /** Writes one release per event that has something to say. Call it last. */
  async close(): Promise<void> {
    for (const schedule of this.byEvent.values()) await schedule.close();
  }
}
