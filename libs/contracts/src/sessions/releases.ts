import { z } from 'zod';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id, Instant, pageInput, pageOf, Text } from '../kernel/values.js';
import { Session } from './schedule.js';
import { Divergence } from './clock-changes.js';

/** A start in a release's diff: the wall time people read, and its instant. */
export const ReleasedStart = z.object({ local: z.string(), zone: z.string(), instant: Instant });
export const ReleaseChange = z.object({
  session: Id,
  title: Text,
  kind: z.enum(['new', 'moved', 'cancelled', 'changed']),
  from: ReleasedStart.nullable().optional(),
  to: ReleasedStart.nullable().optional(),
  /** For `changed`: the fields, in the API's names. */
  fields: z.array(z.string()).optional(),
  /** The same field by field in words, null for what there was or is none of; of speakers only how many. */
  details: z
    .array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
    .optional(),
  /** All of it in one English sentence, on the session's own clock. */
  words: z.string().optional(),
});
export type ReleaseChange = z.infer<typeof ReleaseChange>;
/** Counts from 1; as large as PostgreSQL's `integer`. */
export const ReleaseNumber = z.int().min(1).max(2_147_483_647);
/** A session as a release showed it. */
export const ReleasedSession = Session.omit({
  localTimes: true,
  zoneTimes: true,
  live: true,
  recordingUrl: true,
});
export type ReleasedSession = z.infer<typeof ReleasedSession>;

/** A published version of an event's schedule with a readable diff. Numbers count from 1 within the event. */
export const Release = z.object({
  eventId: Id,
  number: z.number(),
  at: Instant,
  changes: z.array(ReleaseChange),
});
export type Release = z.infer<typeof Release>;

/** With a warning of each series in it whose local times shift against each other on some of its days. */
export const PublishedRelease = Release.extend({ divergence: z.array(Divergence).optional() });
export type PublishedRelease = z.infer<typeof PublishedRelease>;

export const PublishRelease = defineRequest({
  subject: 'req.sessions.publish-release.v1',
  input: z.object({ eventId: Id }),
  output: PublishedRelease,
});
/** With its whole schedule; null where it was published before schedules were kept. */
export const ReleaseWithSchedule = Release.extend({
  schedule: z.array(ReleasedSession).nullable().optional(),
});

export const FindReleases = defineRequest({
  subject: 'req.sessions.find-releases.v1',
  /** `schedule` asks for the whole schedule of the one with this number. */
  input: z.object({
    eventId: Id,
    number: ReleaseNumber.optional(),
    schedule: z.boolean().optional(),
    ...pageInput,
  }),
  output: pageOf(ReleaseWithSchedule),
});
export const ReleasePublished = defineFact({
  subject: 'fact.sessions.release.published.v1',
  kind: 'occurrence',
  data: Release,
});
