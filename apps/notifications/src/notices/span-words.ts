import { describeLocal, localDate } from '#time';
import type { Span } from '../programme/session-copy.entity.js';

/** From when until when, in words, in the order of a mail's own time: with both days where they are two. */
export function spanInWords(span: Span, zone: string, locale: string): string {
  const { start, end } = inWords(span, zone, locale);
  return isOneDay(span, zone)
    ? `${start.time} – ${end.time}, ${start.longDate}`
    : `${start.shortDateTime} – ${end.shortDateTime}`;
}

/** When something ends, for who reads when it begins: with its day where that is another. */
export function endInWords(span: Span, zone: string, locale: string): string {
  const { end } = inWords(span, zone, locale);
  return isOneDay(span, zone) ? end.time : end.shortDateTime;
}

/** A time before a change: with its end where the session takes longer now, or less long. */
export function timeBefore(before: Span, now: Span, zone: string, locale: string): string {
  return lasts(before) === lasts(now)
    ? describeLocal(before.start.toISOString(), zone, locale).dateTime
    : spanInWords(before, zone, locale);
}

const lasts = ({ start, end }: Span): number => end.getTime() - start.getTime();

const inWords = ({ start, end }: Span, zone: string, locale: string) => ({
  start: describeLocal(start.toISOString(), zone, locale),
  end: describeLocal(end.toISOString(), zone, locale),
});

const isOneDay = ({ start, end }: Span, zone: string): boolean =>
  localDate(start.toISOString(), zone) === localDate(end.toISOString(), zone);
