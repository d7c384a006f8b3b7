import { InvalidInstantError } from './errors.js';

/** A moment: ISO text in UTC with Z, milliseconds since the epoch, or a Date. */
export type Instant = string | number | Date;

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?Z$/;

/** Whether the value is instant text as the API writes it: `2027-06-10T12:00:00Z`, an existing date, always Z. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const date = INSTANT.exec(value)?.[1];
  if (date === undefined) return false;
  const ms = Date.parse(value);
  // Date.parse rolls 30 February over into March instead of refusing it.
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(date);
}

/** Milliseconds since the epoch. Throws InvalidInstantError for text other than UTC with Z and for NaN. */
export function instantMillis(instant: Instant): number {
  if (typeof instant === 'string') {
    if (!isInstant(instant)) throw new InvalidInstantError(instant);
    return Date.parse(instant);
  }
  const ms = Number(instant);
  if (!Number.isFinite(ms)) throw new InvalidInstantError(instant);
  return ms;
}

/** `2027-06-10T12:00:00Z`; milliseconds are written only when there are any. */
export function formatInstant(instant: Instant): string {
  return new Date(instantMillis(instant)).toISOString().replace('.000Z', 'Z');
}
