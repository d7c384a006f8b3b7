import { MOST_MOVED, RuleViolation, SessionChanged, type Action, type Series, type Start } from '#contracts';
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
 * @throws RuleViolation `move.required` with `{cities, sessions, propose}`: the request that does what was meant, or the
 *   first part of it when one move cannot name them all
 */
export function refuseUnasked(
  changes: readonly {
    session: string;
    start: Pick<Start, 'local' | 'zone' | 'instant'> | null;
    cities: readonly string[];
  }[],
): void {
  const instantOf = ({ start }: (typeof changes)[number]) => start?.instant ?? '';
  const needed = changes
    .filter(({ cities }) => cities.length > 0)
    .sort((a, b) => (instantOf(a) < instantOf(b) ? -1 : 1));
  if (needed.length === 0) return;
  const cities = [...new Set(needed.flatMap((one) => one.cities))].sort();
  const sessions = needed.map(({ session, start }) => ({
    id: session,
    start: start && startInput(start),
  }));
  const atOnce = sessions.length > MOST_MOVED ? `moves, each of at most ${MOST_MOVED}` : 'a move';
  throw new RuleViolation(
    'move.required',
    `The times of ${needed.length} released sessions are agreed with ${cities.join(', ')}: propose ${atOnce}, which they answer first.`,
    {
      cities,
      sessions: sessions.map(({ id }) => id),
      propose: {
        method: 'POST',
        path: '/v1/moves',
        body: { sessions: sessions.slice(0, MOST_MOVED), reason: '…' },
      },
    },
  );
}
