import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, pageInput, pageOf, Text, WallTime } from '../kernel/values.js';
import {
  DurationMinutes,
  PlaceInput,
  SessionFields,
  SessionInput,
  SessionPatch,
  SESSION_STATUSES,
  SpeakerInput,
  Start,
  StartInput,
} from './schedule.js';

/** Occurrences of one series, the excluded left out. */
export const MOST_OCCURRENCES = 500;

/**
 * RFC 5545 section 3.3.10 without the parts below a day: `FREQ=WEEKLY;INTERVAL=2;COUNT=8`. It has a COUNT or an UNTIL, and
 * is expanded in the wall time of the series' own zone.
 */
const RuleText = z.string().min(1, 'must not be empty').max(500, 'must have at most 500 characters');
/** Local days (`2027-09-02`) or wall times (`2027-09-02T19:00`) of the series' zone, as EXDATE and RDATE. */
const LocalTimes = z.array(WallTime).max(MOST_OCCURRENCES, `must be at most ${MOST_OCCURRENCES}`);

/** What becomes of an occurrence that the clocks skip: the wall time before or after the gap, or none. */
export const OnGap = z.enum(['earlier', 'later', 'skip']);
export type OnGap = z.infer<typeof OnGap>;

export const SERIES_STATUSES = ['active', 'cancelled'] as const;

export const Occurrence = z.object({
  occurrence: z.string(),
  sessionId: Id,
  slug: z.string(),
  status: z.enum(SESSION_STATUSES),
  start: Start.nullable(),
  exceptions: z.array(z.string()),
});
export type Occurrence = z.infer<typeof Occurrence>;

/**
 * A session that repeats. Its occurrences are ordinary sessions of the event. To those who may not see its drafts all of
 * this is as if it had been made of what has been released: `start` and `include` name those occurrences, and `version`
 * counts what was told of them.
 */
export const Series = z.object({
  id: Id,
  eventId: Id,
  programmeId: Id,
  title: Text,
  status: z.enum(SERIES_STATUSES),
  /** The first occurrence's wall time, unless it is excluded; `disambiguation` and `onGap` hold for every occurrence. */
  start: StartInput,
  durationMinutes: z.number(),
  rule: z.string(),
  exclude: z.array(z.string()),
  include: z.array(z.string()),
  onGap: OnGap.nullable(),
  version: z.number(),
  /** In order of the rule's wall times; of drafts only what the reader may see. */
  occurrences: z.array(Occurrence),
  /** Wall times left out because the clocks skip them (`onGap: skip`). */
  skipped: z.array(z.string()),
  /** Entries of `exclude` that meet no occurrence. */
  withoutEffect: z.array(z.string()),
});
export type Series = z.infer<typeof Series>;

export const SeriesInput = z.object({
  ...SessionInput.omit({ window: true, relations: true, start: true }).shape,
  start: StartInput,
  rule: RuleText,
  exclude: LocalTimes.default([]),
  include: LocalTimes.default([]),
  onGap: OnGap.optional(),
});
/** A change of all: of the occurrences that are still to come, each field that is no exception of theirs. */
export const SeriesPatch = z
  .object({
    title: SessionFields.title,
    format: SessionPatch.shape.format.unwrap(),
    purpose: SessionPatch.shape.purpose.unwrap(),
    languages: SessionPatch.shape.languages.unwrap(),
    parts: SessionPatch.shape.parts.unwrap(),
    place: PlaceInput.nullable(),
    speakers: z.array(SpeakerInput).max(100),
    durationMinutes: DurationMinutes,
    start: StartInput,
    rule: RuleText,
    exclude: LocalTimes,
    include: LocalTimes,
    onGap: OnGap.nullable(),
    allowConflicts: z.boolean(),
  })
  .partial();

export const CreateSeries = defineRequest({
  subject: 'req.sessions.create-series.v1',
  input: SeriesInput.extend({ eventId: Id }),
  output: Series,
  timeoutMs: 10_000,
});
export const ChangeSeries = defineRequest({
  subject: 'req.sessions.change-series.v1',
  input: z.object({ id: Id, patch: SeriesPatch, ifVersion: z.int().optional() }),
  output: Series,
  timeoutMs: 10_000,
});
/** Cancels every occurrence that is still to come. */
export const CancelSeries = defineRequest({
  subject: 'req.sessions.cancel-series.v1',
  input: z.object({ id: Id, ifVersion: z.int().optional() }),
  output: Series,
  timeoutMs: 10_000,
});
/** Series of which the actor may see no occurrence are left out. */
export const FindSeries = defineRequest({
  subject: 'req.sessions.find-series.v1',
  input: z.object({
    ids: z.array(z.string()).max(20).optional(),
    eventIds: z.array(z.string()).max(20).optional(),
    cursor: pageInput.cursor,
    limit: z.int().min(1).max(20, 'must be at most 20').default(10),
  }),
  output: pageOf(Series),
});
