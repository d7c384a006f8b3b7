import { RuleViolation, SessionChanged, type Action, type Series, type Start } from '#contracts';
import type { Conflict } from '../scheduling/conflict.rules.js';
import { startInput } from '../scheduling/start.rules.js';

export type SeriesStatus = Series['status'];

/** The states of a series (docs/STATES.md). Cancelled is final. */
export const SERIES_STATES: Record<
  SeriesStatus,
  Partial<Record<'cancel', { to: SeriesStatus; who: Action; facts: readonly string[] }>>
> = {
  active: { cancel: { to: 'cancelled', who: 'session.write', facts: [SessionChanged.subject] } },
  cancelled: {},
};

/** @throws RuleViolation `session.state` for a series that is cancelled */
export function checkActive(status: SeriesStatus): void {
  if (SERIES_STATES[status].cancel) return;
  throw new RuleViolation('session.state', 'A cancelled series is final; make a new one.');
}

/** A conflict of one occurrence. */
export interface OccurrenceConflict extends Conflict {
  occurrence: string;
}

const SAID = 3;

/** @throws RuleViolation `schedule.conflict` with `{sessions, conflicts}`, of all occurrences */
export function refuseSeriesConflicts(conflicts: readonly OccurrenceConflict[]): void {
  if (conflicts.length === 0) return;
  const sessions = [...new Set(conflicts.flatMap((conflict) => conflict.sessions))];
  const said = conflicts.slice(0, SAID).map(({ occurrence, detail }) => `${occurrence}: ${detail}`);
  const more = conflicts.length > SAID ? ` And ${conflicts.length - SAID} more.` : '';
  throw new RuleViolation(
    'schedule.conflict',
    `${said.join(' ')}${more} With “allowConflicts” it is placed all the same.`,
    { sessions, conflicts },
  );
}

/**
 * Refuses a change of all when other cities must agree to some of it.
 * @param changes per session, its new start and the cities to ask
 * @throws RuleViolation `move.required` with `{cities, sessions, propose}`: the request that does what was meant
 */
export function refuseUnasked(
  changes: readonly {
    session: string;
    start: Pick<Start, 'local' | 'zone' | 'instant'> | null;
    cities: readonly string[];
  }[],
): void {
  const needed = changes.filter(({ cities }) => cities.length > 0);
  if (needed.length === 0) return;
  const cities = [...new Set(needed.flatMap((one) => one.cities))].sort();
  const sessions = needed.map(({ session, start }) => ({
    id: session,
    start: start && startInput(start),
  }));
  throw new RuleViolation(
    'move.required',
    `The times of ${needed.length} released sessions are agreed with ${cities.join(', ')}: propose a move, which they answer first.`,
    {
      cities,
      sessions: sessions.map(({ id }) => id),
      propose: { method: 'POST', path: '/v1/moves', body: { sessions, reason: '…' } },
    },
  );
}
