import { z } from 'zod';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id, Instant, pageInput, pageOf, Slug, Text } from '../kernel/values.js';
import { PARTS, Start } from './schedule.js';
import { MOST_OCCURRENCES } from './series.js';

/** What becomes of an occurrence whose local time shifts against the others: see `Divergence`. */
export const KEEP = ['wall', 'instant'] as const;

/** A city in which an occurrence is at another local time than the series usually is. */
export const ShiftedCity = z.object({
  city: z.string(),
  part: z.enum(PARTS),
  usualLocal: z.string(),
  local: z.string(),
  /** How much later than usual its clocks show the start; negative: earlier. */
  differenceMinutes: z.number(),
});
/** An offer: the start that the occurrence would have, and what clocks of its cities would show. */
const Offer = z.object({
  start: Start,
  localTimes: z.array(z.object({ city: z.string(), local: z.string() })),
});
export const DivergentOccurrence = z.object({
  sessionId: Id,
  occurrence: z.string(),
  start: Start,
  cities: z.array(ShiftedCity),
  /** The host's wall time stays, and the cities named above have another one than usual. */
  keepWall: Offer,
  /** The instant stays where it is for `city`, and the host's wall time changes. */
  keepInstant: Offer.extend({ city: z.string() }),
  /** Cities that would have to agree to `keepInstant` by a move first. */
  moveRequired: z.array(z.string()),
  /** What the organizers have chosen. */
  choice: z.enum(KEEP).nullable(),
});
/**
 * The occurrences of a series that are still to come and at which a city's clocks differ from the host's by something else
 * than usual (Rome–Boston: 5 hours instead of 6 for some weeks). `usual` is the difference most of them have, of two as
 * frequent ones the earlier.
 */
export const Divergence = z.object({
  seriesId: Id,
  zone: z.string(),
  usual: z.array(z.object({ city: z.string(), zone: z.string(), differenceMinutes: z.number() })),
  occurrences: z.array(DivergentOccurrence),
});
export type Divergence = z.infer<typeof Divergence>;

export const FindDivergence = defineRequest({
  subject: 'req.sessions.find-divergence.v1',
  input: z.object({ seriesId: Id }),
  output: Divergence,
});
/**
 * Chooses for occurrences of a series. `instant` keeps the usual local time of `city`; without, of the required city that
 * shifts most (then of any city that does).
 */
export const SettleDivergence = defineRequest({
  subject: 'req.sessions.settle-divergence.v1',
  input: z.object({
    seriesId: Id,
    occurrences: z
      .array(Id)
      .min(1, 'needs at least one session')
      .max(MOST_OCCURRENCES, `must be at most ${MOST_OCCURRENCES}`),
    keep: z.enum(KEEP),
    city: Slug.optional(),
    allowConflicts: z.boolean().default(false),
  }),
  output: Divergence,
  timeoutMs: 10_000,
});
/** Told four weeks ahead, once per occurrence, to the organizers. */
export const DivergenceWarned = defineFact({
  subject: 'fact.sessions.divergence.warned.v1',
  kind: 'occurrence',
  data: z.object({
    programmeId: Id,
    eventId: Id,
    seriesId: Id,
    occurrences: z.array(
      z.object({
        sessionId: Id,
        city: z.string(),
        usualLocal: z.string(),
        local: z.string(),
        differenceMinutes: z.number(),
      }),
    ),
  }),
});

// ---- newer tzdb

/** Named in one reply; `moved` and `settled` count all. */
export const MOST_NAMED = 500;

const Reading = z.object({ local: z.string(), zone: z.string(), instant: Instant });
export const RezonedSession = z.object({
  sessionId: Id,
  title: Text,
  from: Reading,
  to: Reading,
  /**
   * Why the wall time had to be settled: the new rules skip it (the nearest one was taken), show it twice and not at its
   * instant (the earlier one was taken), or have no such zone (the instant was kept).
   */
  settled: z.enum(['gap', 'overlap', 'zone']).nullable(),
});
export type RezonedSession = z.infer<typeof RezonedSession>;
export const BrokenRelation = z.object({ session: Id, earlier: Id, kind: z.string() });

const zoneCounts = {
  checked: z.number(),
  moved: z.number(),
  settled: z.number(),
  sessions: z.array(RezonedSession),
  /** Relations that held before and don't any more. */
  brokenRelations: z.array(BrokenRelation),
};
/** Every session to come, read again by a newer tzdb. */
export const ZoneUpgrade = z.object({
  id: Id,
  /** The oldest version that was found. */
  from: z.string(),
  to: z.string(),
  startedAt: Instant,
  /** Null while it runs, or waits to be taken up again. */
  finishedAt: Instant.nullable(),
  ...zoneCounts,
});
export type ZoneUpgrade = z.infer<typeof ZoneUpgrade>;
export type ZoneAudit = Pick<ZoneUpgrade, keyof typeof zoneCounts>;

export const FindZoneUpgrades = defineRequest({
  subject: 'req.sessions.find-zone-upgrades.v1',
  /** Newest first. */
  input: z.object({ cursor: pageInput.cursor, limit: z.int().min(1).max(5, 'must be at most 5').default(1) }),
  output: pageOf(ZoneUpgrade),
});
