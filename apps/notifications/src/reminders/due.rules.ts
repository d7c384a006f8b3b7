import { addDays, localDate, localTime, minus, parseDuration, settle, startOfDay } from '#time';

/** The reader's night, in which nobody wants mail (the hours of the highest weight in DESIGN section 8). */
const NIGHT = { from: '23:00', to: '06:00' };
/** When a reminder that would come in the night comes instead. */
const EVENING = '20:00';

/** What of a rule bundles: once for all of an event, once for all of a reader's day, or each session by itself. */
export type Bundle = 'event' | 'day' | 'session';

export interface Due {
  readonly at: Date;
  /** The reader's wall time at which it would have come, when it was moved out of their night. */
  readonly insteadOf: string | null;
}

/**
 * When a rule is due for readers in a zone. Days are days of the reader's calendar (`minus` of libs/time says more);
 * `P1D@18:00` is a wall time there. A relative rule of whole days that falls into the reader's night comes the evening
 * before: a few hours matter little then, and a phone that rings at three does.
 * @param instant of the session's start
 * @throws what `minus` and `settle` of libs/time throw for an unknown zone or what is no rule
 */
export function dueOf(rule: string, instant: string, zone: string): Due {
  const [before, wallTime] = rule.split('@');
  if (wallTime) {
    const day = addDays(localDate(instant, zone), -parseDuration(before!).days);
    return { at: new Date(settle(`${day}T${wallTime}:00`, zone)), insteadOf: null };
  }
  const at = minus(instant, rule, zone);
  return isOfDays(rule) ? outOfTheNight(at, zone) : { at: new Date(at), insteadOf: null };
}

/** A week's notice comes once per event, a day's once per day, what is nearer for each session (DESIGN section 11). */
export function bundleOf(rule: string): Bundle {
  const { days } = parseDuration(rule.split('@')[0]!);
  if (days >= 7) return 'event';
  return days >= 1 || rule.includes('@') ? 'day' : 'session';
}

/** The instants that bound the reader's day in which an instant lies. */
export function dayAround(instant: string, zone: string): { from: Date; to: Date } {
  return { from: new Date(startOfDay(instant, zone)), to: new Date(startOfDay(instant, zone, 1)) };
}

function isOfDays(rule: string): boolean {
  const { days, hours, minutes } = parseDuration(rule);
  return days > 0 && hours === 0 && minutes === 0;
}

function outOfTheNight(instant: string, zone: string): Due {
  const wallTime = localTime(instant, zone).local.slice(11, 16);
  if (wallTime >= NIGHT.to && wallTime < NIGHT.from) return { at: new Date(instant), insteadOf: null };
  const evening = addDays(localDate(instant, zone), wallTime < NIGHT.to ? -1 : 0);
  return { at: new Date(settle(`${evening}T${EVENING}:00`, zone)), insteadOf: wallTime };
}
