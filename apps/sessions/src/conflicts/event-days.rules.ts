import type { Event } from '#contracts';
import { addDays, settle, startOfDay } from '#time';
import type { EventDays, Scheduled } from './scheduled.js';

type DatedEvent = Pick<Event, 'title' | 'startsOn' | 'endsOn'>;

/**
 * From the first midnight of an event to its last, on the clocks of these zones: a session that another city holds for
 * its own people is on the day that it has there.
 */
export function daysOf({ title, startsOn, endsOn }: DatedEvent, zones: readonly string[]): EventDays {
  const midnight = (date: string, zone: string) => startOfDay(settle(`${date}T00:00`, zone), zone);
  return {
    title,
    startsOn,
    endsOn,
    from: Math.min(...zones.map((zone) => midnight(startsOn, zone))),
    to: Math.max(...zones.map((zone) => midnight(addDays(endsOn, 1), zone))),
  };
}

/** Whether it starts on a day of its event, at its start or another one; it may end after midnight. */
export function isWithinEvent({ days, start: own }: Scheduled, start = own): boolean {
  return days === null || (days.from <= start && start < days.to);
}
