import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant } from '../kernel/values.js';
import { ReleasedStart } from './releases.js';

/**
 * `speaker`, `place`: twice at one time, in any event of the programme. `availability`: outside of their windows.
 * `relation`: does not hold. `burden`: a required city bears more than its limit without a reason. `partner`: a
 * city that has declined or withdrawn is required, or seats are kept for it. `outside-event`: starts on none of its
 * event's days. `weekend`, `holiday`, `observance`: in a required city. `capacity`: of seats, below those taken or above
 * the place's or the meeting's.
 */
export const CONFLICT_KINDS = [
  'speaker',
  'place',
  'availability',
  'relation',
  'burden',
  'partner',
  'outside-event',
  'weekend',
  'holiday',
  'observance',
  'capacity',
] as const;
/** `error` cannot be as it is; `warning` should not be without somebody having thought of it; `note` is worth knowing. */
export const CONFLICT_SEVERITIES = ['error', 'warning', 'note'] as const;

/** What would solve a conflict. */
export const ConflictSuggestion = z.object({
  detail: z.string(),
  session: Id,
  /** Another start, at which nothing else is in the way. */
  start: ReleasedStart.optional(),
  /** Another place that is free at that time. */
  place: z.object({ id: Id, name: z.string() }).optional(),
  /** Whether other cities must agree to it first. */
  needsMove: z.boolean(),
});
export const Conflict = z.object({
  kind: z.enum(CONFLICT_KINDS),
  severity: z.enum(CONFLICT_SEVERITIES),
  sessions: z.array(Id),
  /** Why, with both parties by name and time. */
  detail: z.string(),
  suggestion: ConflictSuggestion.optional(),
});
export type Conflict = z.infer<typeof Conflict>;

/** What a schedule shows by itself, drafts included: for who may see them. */
export const FindConflicts = defineRequest({
  subject: 'req.sessions.find-conflicts.v1',
  /** Of a whole programme, or those that a session of one of its events has a part in. */
  input: z.object({ programmeId: Id, eventId: Id.optional() }),
  output: z.object({
    items: z.array(Conflict),
    /** How many there are beyond the 1,000 that are listed. */
    more: z.number(),
    /** By the clock that said which sessions have not ended. */
    now: Instant,
  }),
});
