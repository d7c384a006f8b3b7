import { z } from 'zod';
import { defineRequest, defineSignal } from '../kernel/definition.js';
import { Id, Instant, LocalDateInput, Text } from '../kernel/values.js';
import { LocalTime, Place, Start } from './schedule.js';

export const PLAN_STATUSES = [
  'running',
  'proposed',
  'infeasible',
  'failed',
  'cancelled',
  'applied',
  'discarded',
] as const;
export const PlanStatus = z.enum(PLAN_STATUSES);
export type PlanStatus = z.infer<typeof PlanStatus>;

/** Solved in this order, each keeping what the one before has reached. */
export const PLAN_STAGES = ['worst', 'total', 'changes'] as const;
export const PlanStage = z.enum(PLAN_STAGES);

export const MOST_PLANNED = 200;
export const MOST_CANDIDATES = 1_000;
export const MOST_COLUMNS = 20_000;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time like “09:00”');
const timeOrMidnight = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a local time like “18:00”, or “24:00”');

export const PlanInput = z.object({
  /** Also moves drafts that have a start; what is released stays in any case. */
  improve: z.boolean().default(false),
  /** Only these; without, every draft that waits for a start (and with `improve`, every draft). */
  sessions: z.array(Id).min(1).max(MOST_PLANNED).optional(),
  /** Days that narrow the window of every session, in its own city. */
  from: LocalDateInput.optional(),
  to: LocalDateInput.optional(),
  stepMinutes: z.int().min(5).max(720).default(30),
  /** Places that sessions without one may take: ids, or slugs of the event. */
  places: z.array(Id).min(1).max(20).optional(),
  /** Hours of the session's own city that it keeps to. */
  hours: z
    .strictObject({ from: time, to: timeOrMidnight })
    .refine(({ from, to }) => from !== to, 'must not be empty')
    .optional(),
  /**
   * `avoid`: as in fair times, weekends, public holidays and observances to avoid weigh 2 per hour more for required
   * cities. Blocked observances are never planned into. Without: `ignore`.
   */
  restDays: z.enum(['avoid', 'ignore']).optional(),
  /** Weighted hours by which the worst city may fare worse than necessary for a smaller total. */
  tolerance: z.number().min(0).max(100).default(0),
  timeLimitSeconds: z.int().min(1).max(300).default(60),
});

/** How far a stage is. Weighted hours; for `changes`, how many. */
export const PlanProgress = z.object({
  stage: PlanStage,
  elapsedMs: z.number(),
  /** The best that is known; null until there is something. */
  incumbent: z.number().nullable(),
  /** No plan can be better than this. */
  bound: z.number(),
  /** Incumbent minus bound. */
  gap: z.number().nullable(),
});
export type PlanProgress = z.infer<typeof PlanProgress>;

export const PlannedChange = z.object({
  session: Id,
  eventId: Id,
  title: Text,
  /** Null for a session that had no start. */
  from: z.object({ start: Start, place: Place.nullable() }).nullable(),
  to: z.object({ start: Start, place: Place.nullable() }),
  /** Of the cities with a part, at the new start. */
  localTimes: z.array(LocalTime),
});
export type PlannedChange = z.infer<typeof PlannedChange>;

const StageProof = z.object({ stage: PlanStage, reached: z.number(), bound: z.number(), gap: z.number() });

/**
 * What is proposed, all or nothing. Burdens in weighted hours, of the required cities over the planned sessions, with what
 * rest days add where they are avoided.
 */
export const PlanProposal = z.object({
  changes: z.array(PlannedChange),
  /** Drafts that were looked at and stay where they are. */
  kept: z.array(Id),
  burdens: z.record(z.string(), z.number()),
  /** Rest days of required cities that changes fall on; told with `restDays: avoid`. */
  restDays: z
    .array(
      z.object({
        session: Id,
        city: z.string(),
        date: z.string(),
        kind: z.enum(['weekend', 'holiday', 'observance']),
        label: z.string(),
      }),
    )
    .optional(),
  /** What the city bears that bears most. */
  worst: z.number(),
  total: z.number(),
  proof: z.enum(['proven', 'gap']),
  /** The proof, or the gap, in words. */
  statement: z.string(),
  stages: z.array(StageProof),
});
export type PlanProposal = z.infer<typeof PlanProposal>;

/** Why there is no plan: what cannot hold together, in words. */
export const PlanClash = z.object({
  detail: z.string(),
  constraints: z.array(
    z.object({
      kind: z.enum([
        'session',
        'speaker',
        'place',
        'follows',
        'continues',
        'simulcast',
        'encore',
        'blocked',
        'hours',
        'availability',
      ]),
      sessions: z.array(Id),
      detail: z.string(),
    }),
  ),
  /** Without any one of them the others can hold; false when the time was too short to say so. */
  isIrreducible: z.boolean(),
});
export type PlanClash = z.infer<typeof PlanClash>;

export const Plan = z.object({
  id: Id,
  programmeId: Id,
  /** Null for a plan of the whole programme. */
  eventId: Id.nullable(),
  status: PlanStatus,
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  progress: PlanProgress.nullable(),
  /** While `proposed`, `applied` and `discarded`. */
  proposal: PlanProposal.nullable(),
  /** While `infeasible`. */
  clash: PlanClash.nullable(),
  /** Why it `failed`. */
  failure: z.string().nullable(),
});
export type Plan = z.infer<typeof Plan>;

/** Public holidays of whole countries in these years: country → local date → name. */
export const PlanHolidays = z.object({
  years: z.array(z.int()),
  days: z.record(z.string(), z.record(z.string(), z.string())),
});
export type PlanHolidays = z.infer<typeof PlanHolidays>;

/** Exactly one of `eventId` and `programmeId`. */
const PlanScope = PlanInput.extend({ eventId: Id.optional(), programmeId: Id.optional() });

export const StartPlan = defineRequest({
  subject: 'req.sessions.start-plan.v1',
  /** With `restDays: avoid` needs the holidays that `FindPlanDays` asks for; `plan.outdated` when they don't reach. */
  input: PlanScope.extend({ holidays: PlanHolidays.optional() }),
  output: Plan,
});
/** Of which countries and years a plan needs to know the public holidays. */
export const FindPlanDays = defineRequest({
  subject: 'req.sessions.find-plan-days.v1',
  input: PlanScope,
  output: z.object({ countries: z.array(z.string()), years: z.array(z.number()) }),
});
/** What the actor may not see is left out. */
export const FindPlans = defineRequest({
  subject: 'req.sessions.find-plans.v1',
  input: z.object({ ids: z.array(Id).min(1).max(100) }),
  output: z.object({ items: z.array(Plan) }),
});
export const CancelPlan = defineRequest({
  subject: 'req.sessions.cancel-plan.v1',
  input: z.object({ id: Id }),
  output: Plan,
});
/** Everything in one transaction, or nothing. */
export const ApplyPlan = defineRequest({
  subject: 'req.sessions.apply-plan.v1',
  input: z.object({ id: Id }),
  output: Plan,
  timeoutMs: 10_000,
});
export const DiscardPlan = defineRequest({
  subject: 'req.sessions.discard-plan.v1',
  input: z.object({ id: Id }),
  output: Plan,
});

/** How far a running plan is, and that it has ended. */
export const PlanSignalled = defineSignal({
  subject: 'signal.sessions.plan',
  data: z.object({ id: Id, status: PlanStatus, progress: PlanProgress.nullable() }),
});
