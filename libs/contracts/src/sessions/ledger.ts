import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant, pageInput, Text } from '../kernel/values.js';

const hours = z.number().describe('Weighted hours, 4 decimals.');
const minutes = z.number().describe('Weighted minutes, exact.');

/** What happened to the line of a session and city: it was released, it or its parts changed, it was cancelled. */
export const LedgerLine = z.object({
  session: Id,
  title: Text,
  city: z.string(),
  kind: z.enum(['borne', 'corrected', 'reversed']),
  /** What the line says since; null when it is reversed. */
  burden: hours.nullable(),
  /** What that added to the city's total. */
  change: hours,
  changeMinutes: minutes,
  enteredAt: Instant,
});
export type LedgerLine = z.infer<typeof LedgerLine>;

export const LedgerCity = z.object({
  city: z.string(),
  /** What it began at: 0, or for a city that joined later the median of the others at that time. */
  opening: hours,
  /** Opening and all lines. */
  total: hours,
  totalMinutes: minutes,
  /** Released sessions that require it. */
  sessions: z.number(),
  /** The total minus an even share (the mean): below 0, what it would have to bear to be even; above, its credit. */
  balance: hours,
});

export const LedgerPoint = z.object({
  /** The session's start, or the month's first instant in UTC. */
  at: Instant,
  burden: hours,
  /** Opening and everything up to here. */
  total: hours,
});

/** What the cities of a programme have borne of unsocial hours (DESIGN section 8). */
export const Ledger = z.object({
  programmeId: Id,
  /**
   * 1 − Gini coefficient of the totals (C. Gini, Variabilità e mutabilità, 1912): 1 when all have borne the same,
   * 1 ÷ number of cities when one has borne everything. Computed from whole numbers, 4 decimals.
   */
  evenness: z.number(),
  /** Who is due: who has borne least comes first. */
  cities: z.array(LedgerCity),
  /** Where a city starts that joins now: the median of the totals. */
  newcomerMinutes: minutes,
  /** Whether the points of the series are sessions or, beyond 5,000 of them, months. */
  seriesBy: z.enum(['session', 'month']),
  series: z.array(z.object({ city: z.string(), points: z.array(LedgerPoint) })),
  /** Newest first. */
  lines: z.array(LedgerLine),
  /** Cursor of the next lines. */
  next: z.string().nullable(),
});
export type Ledger = z.infer<typeof Ledger>;

export const FindLedger = defineRequest({
  subject: 'req.sessions.find-ledger.v1',
  /** Of one programme. `isBrief` leaves series and lines empty. */
  input: z.object({ programmeId: Id, isBrief: z.boolean().optional(), ...pageInput }),
  output: Ledger,
});
