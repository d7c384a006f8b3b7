import type { Comfort } from '../comfort.js';
import type { LocalHours, LocalPeriod } from './day-spans.js';

/** A city as far as fair times know it. Cities with equal rules and the same objects here are computed once. */
export interface FairCity {
  /** Names the city in the answer. */
  readonly slug: string;
  readonly zone: string;
  /** The city's own profile; the table of DESIGN section 8 when absent. */
  readonly comfort?: Comfort | undefined;
  /** With `restDays: avoid`: local dates (`YYYY-MM-DD`) that weigh 2 per hour more. */
  readonly restDay?: ((localDate: string) => boolean) | undefined;
  /** With `restDays: avoid`: days, or hours of days, that weigh 2 per hour more. */
  readonly avoid?: readonly LocalPeriod[] | undefined;
  /** With `restDays: avoid`: days, or hours of days, on which no start is possible. */
  readonly blocked?: readonly LocalPeriod[] | undefined;
  /** Hours of the city's day that the whole session must keep to. */
  readonly hours?: LocalHours | undefined;
  /** What the city has borne so far, in weighted minutes. Default 0. */
  readonly ledgerMinutes?: number | undefined;
}
