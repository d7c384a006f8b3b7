import { InstantInput, LocalDate, pageOf, WallTime, ZoneName } from '#contracts';
import { z } from 'zod';
import { commaList } from '../http/validation.js';

const YEAR_MS = 366 * 24 * 3_600_000;
const MOST_YEARS = 20;

export const ResolveQuery = z.strictObject({
  local: WallTime.describe('Wall time without offset: `2027-06-10T19:00`.'),
  zone: ZoneName.describe('A name of the tzdb: `Asia/Ho_Chi_Minh`.'),
});

export const ResolutionReply = z.object({
  zone: z.string(),
  kind: z.enum(['unique', 'gap', 'overlap']),
  instants: z.array(z.string()).describe('Earlier first: one, none in a gap, two in an overlap.'),
  suggestions: z.array(z.string()).describe('In a gap: wall times before and after it.'),
  offsets: z.array(z.string()).describe('Of each instant.'),
  tzdb: z.string(),
});

/** A day stands for its first instant in UTC. */
const Bound = z
  .string()
  .transform((text) => (LocalDate.safeParse(text).success ? `${text}T00:00:00Z` : text))
  .pipe(InstantInput)
  .describe('An instant in UTC, `2027-01-01T00:00:00Z`, or a day, `2027-01-01`.');

export const ZonesQuery = z
  .strictObject({
    names: commaList(100).describe('Zones: `Asia/Tokyo,Europe/Rome`.'),
    from: Bound,
    to: Bound,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'must be after “from”' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_YEARS * YEAR_MS, {
    path: ['to'],
    error: `must be at most ${MOST_YEARS} years after “from”`,
  });

const Transition = z.object({
  at: z.string().describe('Since when; of the first, the “from” that was asked for.'),
  offsetMinutes: z.number(),
  abbreviation: z.string(),
});
export const ZonesReply = pageOf(z.object({ name: z.string(), transitions: z.array(Transition) })).extend({
  tzdb: z.string(),
  from: z.string(),
  to: z.string(),
});
