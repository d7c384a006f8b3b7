import type { Session } from '#contracts';
import { describeLocal, localDate, localTime } from '#time';

const MINUTE = 60_000;
const LANGUAGE = 'en';

/** A session's time as a page says it. */
export interface ShownTime {
  /** `19:00` */
  from: string;
  to: string;
  /** The zone's name in words: “Indochina Time”. */
  zoneName: string;
  /** Days between this date and the host's: -1 is the evening before. */
  dayShift: number;
}

/** The day under which a session stands, in the reader's zone or else in its own: “Thursday, June 10, 2027”. */
export function dayOf({ start }: Session, zone: string | undefined): string {
  if (!start) return 'Not placed yet';
  const { weekday, date } = describeLocal(start.instant, zone ?? start.zone, LANGUAGE);
  return `${weekday}, ${date}`;
}

/** In the reader's zone, or in the session's own when none is given; null while it has no start. */
export function shownTime({ start, durationMinutes }: Session, zone: string | undefined): ShownTime | null {
  if (!start) return null;
  const where = zone ?? start.zone;
  const end = Date.parse(start.instant) + durationMinutes * MINUTE;
  const relativeToDate = localDate(start.instant, start.zone);
  const { local, dayShift } = localTime(start.instant, where, { relativeToDate });
  return {
    from: clock(local),
    to: clock(localTime(end, where).local),
    zoneName: describeLocal(start.instant, where, LANGUAGE).zoneName,
    dayShift,
  };
}

/** `2027-06-10T19:00:00` → `19:00` */
export function clock(local: string): string {
  return local.slice(11, 16);
}

/** “+1 day”, “−1 day”; empty on the same day. */
export function dayShiftText(days: number): string {
  if (days === 0) return '';
  return `${days > 0 ? '+' : '−'}${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
}

/** “June 10, 2027”, or “June 10, 2027 – June 12, 2027”. */
export function formatDays(startsOn: string, endsOn: string): string {
  const say = (date: string) => describeLocal(`${date}T12:00:00Z`, 'UTC', LANGUAGE).date;
  return startsOn === endsOn ? say(startsOn) : `${say(startsOn)} – ${say(endsOn)}`;
}
