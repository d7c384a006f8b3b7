import type { EntityManager } from 'typeorm';
import { conflictsOf, type Booking } from '../scheduling/conflict.rules.js';
import type { Session } from '../scheduling/session.entity.js';
import { loadBetween } from './series.queries.js';
import { refuseSeriesConflicts } from './series.rules.js';

/**
 * Refuses occurrences that double-book a place or a speaker, all at once; read while the schedule is locked.
 * @param placed those that are new or whose booking has changed
 * @param series all of the series as they would be, in place of what is saved of them
 * @throws RuleViolation `schedule.conflict`
 */
export async function refuseDoubleBookings(
  manager: EntityManager,
  placed: readonly Session[],
  series: readonly Session[],
): Promise<void> {
  const bookings = bookingsOf(placed);
  const [first] = bookings;
  if (!first) return;
  const from = Math.min(...bookings.map(({ startsAt }) => startsAt));
  const to = Math.max(...bookings.map(({ endsAt }) => endsAt));
  const own = new Set(series.map(({ id }) => id));
  const saved = await loadBetween(manager, placed[0]!.eventId, new Date(from), new Date(to));
  const others = bookingsOf(saved.filter(({ id }) => !own.has(id)));
  // Two of the series that meet are told once, of the later.
  const isPlaced = new Set(bookings.map(({ id }) => id));
  const earlier = bookingsOf(series.filter(({ id }) => !isPlaced.has(id)));
  const conflicts = [...bookings]
    .sort((a, b) => a.startsAt - b.startsAt)
    .flatMap((booking) => {
      const found = conflictsOf(booking, [...others, ...earlier]);
      earlier.push(booking);
      const { occurrence } = placed.find(({ id }) => id === booking.id)!;
      return found.map((conflict) => ({ ...conflict, occurrence: occurrence! }));
    });
  refuseSeriesConflicts(conflicts);
}

function bookingsOf(sessions: readonly Session[]): Booking[] {
  return sessions.flatMap((session) => session.booking() ?? []);
}
