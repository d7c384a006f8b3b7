import { z } from 'zod';
import { defineFact, defineRequest, defineSignal } from '../kernel/definition.js';
import {
  HttpsUrl,
  Id,
  Instant,
  Language,
  line,
  LocalDate,
  LocalDateInput,
  pageInput,
  pageOf,
  Slug,
  Text,
  titleText,
  WallTime,
  ZoneName,
} from '../kernel/values.js';
import { Live } from './live.js';

export const FORMATS = [
  'plenary',
  'panel',
  'debate',
  'workshop',
  'ceremony',
  'performance',
  'matching',
  'watch-party',
] as const;
export const PURPOSES = ['work', 'evening', 'family'] as const;
export const PARTS = ['required', 'invited', 'recording', 'none'] as const;
export const RELATION_KINDS = ['follows', 'continues', 'simulcast', 'encore'] as const;
export const RelationKind = z.enum(RELATION_KINDS);
export const SESSION_STATUSES = ['draft', 'scheduled', 'cancelled'] as const;

/** City slug → what the session asks of that city. */
export const Parts = z.record(Slug, z.enum(PARTS));
export type Parts = z.infer<typeof Parts>;

export const DurationMinutes = z
  .int()
  .min(1, 'must be at least 1 minute')
  .max(1_440, 'must be at most 1440 minutes (a day)');

/** Days between which a session without a start may be placed by the planner. */
export const PlacingWindow = z.object({ from: LocalDate, to: LocalDate });
const PlacingWindowInput = z.strictObject({ from: LocalDateInput, to: LocalDateInput });

/** A start as people agree it. In an overlap, `disambiguation` says which of the two is meant. */
export const StartInput = z.strictObject({
  local: WallTime,
  zone: ZoneName,
  disambiguation: z.enum(['earlier', 'later']).optional(),
});
export type StartInput = z.infer<typeof StartInput>;

/** Wall time and zone are the truth; offset and instant are what tzdb `tzdb` makes of them (DESIGN section 7). */
export const Start = z.object({
  local: z.string(),
  zone: z.string(),
  offset: z.string(),
  instant: Instant,
  tzdb: z.string(),
});
export type Start = z.infer<typeof Start>;

/** Fields that a programme file and the API share. Without `parts`, they follow from place, speakers and partners. */
export const SessionFields = {
  title: titleText(200),
  format: z.enum(FORMATS).default('panel'),
  purpose: z.enum(PURPOSES).default('work'),
  languages: z.array(Language).max(20).default([]),
  parts: Parts.optional(),
  window: PlacingWindowInput.optional(),
};

/** When a place or speaker can, as wall times of its city's clocks; at no other time. Null: at any time. */
export const Availability = z
  .array(z.strictObject({ from: WallTime, to: WallTime }))
  .max(100, 'must have at most 100 windows');
export type Availability = z.infer<typeof Availability>;
const availability = Availability.nullable().optional();

export const PlaceInput = z.union([
  Id,
  z.strictObject({ name: line(200), city: Slug, capacity: z.int().positive().optional(), availability }),
]);
export const SpeakerInput = z.union([
  Id,
  z.strictObject({ id: Id.optional(), name: line(200).optional(), city: Slug.optional(), availability }),
]);
export const RelationInput = z.strictObject({
  kind: RelationKind,
  /** The earlier session, by id or by its slug in the same event. */
  session: Id,
  gapMinutes: z.int().min(0).max(100_000).optional(),
  overlapMinutes: z.int().min(0).max(10).optional(),
});
export type RelationInput = z.infer<typeof RelationInput>;

export const SessionInput = z.object({
  /** Made from the title when left out. */
  slug: Slug.optional(),
  ...SessionFields,
  /** By id or slug of a place of the event, or described: found by name and city, else made. */
  place: PlaceInput.nullable().optional(),
  start: StartInput.nullable().optional(),
  durationMinutes: DurationMinutes,
  speakers: z.array(SpeakerInput).max(100).default([]),
  relations: z.array(RelationInput).max(20).default([]),
  /** Why a required city bears more than its limit; then it is no conflict. */
  burdenReason: line(500).nullable().optional(),
  /** How many the meeting's provider lets in; null when nobody said. */
  meetingCapacity: z.int().min(1).max(10_000_000).nullable().optional(),
  /** Where it meets online; never in a public reply. Without one it has a room of its own. */
  meetingUrl: HttpsUrl.nullable().optional(),
  /** Placed even where a speaker or place is taken or a relation does not hold. */
  allowConflicts: z.boolean().default(false),
});
export const SessionPatch = z
  .object({
    title: titleText(200),
    format: z.enum(FORMATS),
    purpose: z.enum(PURPOSES),
    languages: z.array(Language).max(20),
    parts: Parts,
    window: PlacingWindowInput.nullable(),
    place: PlaceInput.nullable(),
    start: StartInput.nullable(),
    durationMinutes: DurationMinutes,
    speakers: z.array(SpeakerInput).max(100),
    relations: z.array(RelationInput).max(20),
    burdenReason: line(500).nullable(),
    meetingCapacity: z.int().min(1).max(10_000_000).nullable(),
    meetingUrl: HttpsUrl.nullable(),
    allowConflicts: z.boolean(),
    /** Moves along what its relations drag with it, in the same change. */
    withRelated: z.boolean(),
  })
  .partial();

export const LocalTime = z.object({
  city: z.string(),
  zone: z.string(),
  local: z.string(),
  offset: z.string(),
  /** The city's local date minus the date at the session's own zone, in days. */
  dayShift: z.number(),
  /** Weighted hours (DESIGN section 8). */
  burden: z.number(),
});
export type LocalTime = z.infer<typeof LocalTime>;
/** The time in a zone that was asked for by name. */
export const ZoneTime = LocalTime.omit({ city: true, burden: true });

export const Speaker = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  status: z.enum(['invited', 'confirmed', 'declined']),
});
export const Place = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  city: z.string(),
  capacity: z.number().nullable(),
});
export const Relation = z.object({
  kind: RelationKind,
  session: Id,
  gapMinutes: z.number().optional(),
  overlapMinutes: z.number().optional(),
});

/** A session's place in its series. */
export const SessionSeries = z.object({
  id: Id,
  /** The wall time that the rule gives it, in the series' zone: its name in the series, whatever its start is now. */
  occurrence: z.string(),
  /** Fields that were changed for this session alone: a change of all leaves them. `status`: it was cancelled alone. */
  exceptions: z.array(z.string()),
});
export type SessionSeries = z.infer<typeof SessionSeries>;

const sessionState = {
  id: Id,
  eventId: Id,
  programmeId: Id,
  slug: z.string(),
  title: Text,
  format: z.enum(FORMATS),
  purpose: z.enum(PURPOSES),
  languages: z.array(z.string()),
  place: Place.nullable(),
  parts: z.record(z.string(), z.enum(PARTS)),
  status: z.enum(SESSION_STATUSES),
  /** Counts every change; the ETag. */
  version: z.number(),
  /** Counts what calendars must see (RFC 5545 3.8.7.4). */
  sequence: z.number(),
  /** Counts changes of the instant. */
  timeVersion: z.number(),
  /** Number of the release that first published it; null while a draft. */
  release: z.number().nullable(),
  start: Start.nullable(),
  durationMinutes: z.number(),
  window: PlacingWindow.nullable(),
  relations: z.array(Relation),
  /** Null for a session that stands alone. */
  series: SessionSeries.nullable().optional(),
};
export const Session = z.object({
  ...sessionState,
  speakers: z.array(Speaker),
  localTimes: z.array(LocalTime),
  /** Only when zones were asked for by name. */
  zoneTimes: z.array(ZoneTime).optional(),
  live: Live.nullable(),
  recordingUrl: z.string().nullable(),
  burdenReason: z.string().nullable().optional(),
  meetingCapacity: z.number().nullable().optional(),
});
export type Session = z.infer<typeof Session>;

/** The session as other services know it: speakers by id and city only. */
export const SessionState = z.object({
  ...sessionState,
  speakers: z.array(z.object({ id: Id, city: z.string().nullable() })),
  /** The session's own city: its place's, else the event's host city. */
  ownCity: z.string(),
  /** Both are null or missing before the day itself. */
  live: Live.nullable().optional(),
  recordingUrl: z.string().nullable().optional(),
});
export type SessionState = z.infer<typeof SessionState>;

export const FindSessions = defineRequest({
  subject: 'req.sessions.find-sessions.v1',
  /**
   * Drafts the actor may not see are left out. In order of start, the unplaced last.
   * `cities` asks for these cities' local times, `zones` for zones by name; without, the cities with a part.
   */
  input: z.object({
    ids: z.array(z.string()).max(500).optional(),
    eventIds: z.array(z.string()).max(500).optional(),
    programmeIds: z.array(z.string()).max(500).optional(),
    cities: z.array(z.string()).max(500).optional(),
    zones: z.array(z.string()).max(50).optional(),
    ...pageInput,
  }),
  output: pageOf(Session),
});
/** The same sessions as other services keep them; only for services. */
export const FindSessionStates = defineRequest({
  subject: 'req.sessions.find-session-states.v1',
  input: z.object({
    ids: z.array(z.string()).max(500).optional(),
    eventIds: z.array(z.string()).max(500).optional(),
  }),
  output: z.object({ items: z.array(SessionState) }),
});
export const CreateSession = defineRequest({
  subject: 'req.sessions.create-session.v1',
  input: SessionInput.extend({ eventId: Id }),
  output: Session,
});
export const ChangeSession = defineRequest({
  subject: 'req.sessions.change-session.v1',
  input: z.object({ id: Id, patch: SessionPatch, ifVersion: z.int().optional() }),
  output: Session,
});
export const CancelSession = defineRequest({
  subject: 'req.sessions.cancel-session.v1',
  input: z.object({ id: Id, ifVersion: z.int().optional() }),
  output: Session,
});
export const SessionChanged = defineFact({
  subject: 'fact.sessions.session.changed.v1',
  kind: 'state',
  data: SessionState,
});

/** A session has changed: its time, its state, what is said of it on the day. */
export const SessionSignalled = defineSignal({
  subject: 'signal.sessions.session',
  data: SessionState.pick({
    id: true,
    eventId: true,
    programmeId: true,
    title: true,
    status: true,
    version: true,
    timeVersion: true,
    release: true,
    start: true,
    durationMinutes: true,
    live: true,
    recordingUrl: true,
  }),
});

/** The session's UID in every calendar (RFC 5545 3.8.4.7): feeds and mails must name the same event alike. */
export const calendarUid = (sessionId: string): string => `${sessionId}@meridian`;
