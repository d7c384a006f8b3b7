import { InvalidWindowError } from '../errors.js';
import { settleWall } from '../resolve.js';
import { parseDate } from '../wall-times.js';
import { zone } from '../zones.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

export const MOST_DAYS = 92;
export const MOST_STARTS = 20_000;
export const LONGEST_MINUTES = 1_440;

export interface Window {
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** Whose days these are. */
  readonly zone: string;
  readonly durationMinutes: number;
  readonly stepMinutes: number;
}

/** Every start that is tried: `count` of them, `stepMillis` apart from `first` (ms since the epoch). */
export interface Grid {
  readonly first: number;
  readonly stepMillis: number;
  readonly count: number;
  readonly durationMillis: number;
}

/**
 * The starts from 00:00 of `from` until before 00:00 of the day after `to`. A day whose midnight the clocks skip
 * begins after the gap; one whose midnight they show twice, at the first. The step is exact, so that a window with a
 * clock change has starts more or fewer. Throws InvalidWindowError, InvalidLocalTimeError, UnknownZoneError.
 */
export function gridOf({ from, to, zone: name, durationMinutes, stepMinutes }: Window): Grid {
  checkMinutes('durationMinutes', durationMinutes);
  checkMinutes('stepMinutes', stepMinutes);
  const [firstDay, lastDay] = [parseDate(from), parseDate(to)];
  if (lastDay < firstDay) throw new InvalidWindowError('to', `must not be before “from” (${from})`);
  const days = (lastDay - firstDay) / DAY + 1;
  if (days > MOST_DAYS) {
    throw new InvalidWindowError('to', `the window has ${days} days: at most ${MOST_DAYS} are searched`);
  }
  const where = zone(name);
  const first = settleWall(firstDay, where);
  const stepMillis = stepMinutes * MINUTE;
  const count = Math.ceil((settleWall(lastDay + DAY, where) - first) / stepMillis);
  if (count > MOST_STARTS) {
    throw new InvalidWindowError(
      'stepMinutes',
      `the window has ${count} starts: at most ${MOST_STARTS} are searched, so take a longer step or fewer days`,
    );
  }
  return { first, stepMillis, count, durationMillis: durationMinutes * MINUTE };
}

function checkMinutes(field: 'durationMinutes' | 'stepMinutes', minutes: number): void {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_MINUTES) return;
  throw new InvalidWindowError(field, `must be whole minutes from 1 to ${LONGEST_MINUTES}`);
}
