import { z } from 'zod';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id, Instant, line, pageInput, pageOf, prose, Slug, Text } from '../kernel/values.js';
import { GoneCity } from './gone.js';
import { PARTS, RelationKind, Start, StartInput } from './schedule.js';

export const MOVE_STATUSES = ['proposed', 'applied', 'rejected', 'withdrawn'] as const;
export const MOVE_ANSWERS = ['accept', 'counter', 'recording'] as const;
const ON_SILENCE = ['accept', 'reject'] as const;

/** Sessions that one move names; what they drag along comes on top. */
export const MOST_MOVED = 50;

export const MoveInput = z.object({
  /** Sessions of one programme and the starts they should have. */
  sessions: z
    .array(z.strictObject({ id: Id, start: StartInput }))
    .min(1, 'needs at least one session')
    .max(MOST_MOVED, `must be at most ${MOST_MOVED} sessions`)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must not name a session twice'),
  reason: line(1_000),
  /** Proposes although another move of one of these sessions is open; whichever is applied first ends the other. */
  alongside: z.boolean().default(false),
});

/** A session in a move. `version` is the one that the proposal was made for. */
export const MovedSession = z.object({
  id: Id,
  eventId: Id,
  title: Text,
  version: z.number(),
  from: Start,
  to: Start,
  /** Not named by who proposed it, but carried along to keep a relation. */
  dragged: z.boolean(),
});

const clock = z.object({
  local: z.string(),
  offset: z.string(),
  /** Days against the date at the session's own zone. */
  dayShift: z.number(),
  /** Weighted hours (DESIGN section 8). */
  burden: z.number(),
});
/** What a move would do, worked out when it was proposed. */
export const MoveEffects = z.object({
  /** Local times and burdens, session by session, for every city with a part; the session's own city first. */
  sessions: z.array(
    z.object({
      session: Id,
      cities: z.array(
        z.object({ city: z.string(), zone: z.string(), part: z.enum(PARTS), before: clock, after: clock }),
      ),
    }),
  ),
  /** Relations that carry a session along, and those that would be broken. */
  relations: z.array(
    z.object({
      kind: RelationKind,
      session: Id,
      earlier: Id,
      /** The session that is carried along to keep it; null when it can't be kept. */
      dragged: Id.nullable(),
      detail: z.string(),
    }),
  ),
  conflicts: z.array(z.object({ kind: z.string(), sessions: z.array(Id), detail: z.string() })),
  /** Other open moves of the same sessions. */
  openMoves: z.array(z.object({ id: Id, sessions: z.array(Id) })),
  /** Weekends, public holidays and observances that the new starts fall on. */
  days: z
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
  /** Seats of the sessions; known to who takes them. */
  seats: z
    .array(z.object({ session: Id, mode: z.string(), taken: z.number(), waiting: z.number() }))
    .optional(),
});
export type MoveEffects = z.infer<typeof MoveEffects>;

/** A city that is asked. `deadline` is on its own clock; `onSilence` what it means when it says nothing until then. */
export const AskedCity = z.object({
  city: z.string(),
  zone: z.string(),
  deadline: z.string(),
  onSilence: z.enum(ON_SILENCE),
});
export type AskedCity = z.infer<typeof AskedCity>;

/** What a city has said, or what its silence or the organizer's decision put in its place. */
export const MoveAnswer = z.object({
  answer: z.enum([...MOVE_ANSWERS, 'reject']),
  at: Instant,
  by: z.enum(['liaison', 'silence', 'decision']),
  /** For `counter`: the session and the start the city proposes instead. */
  counter: z.object({ session: Id, start: Start }).optional(),
  note: z.string().optional(),
});
export type MoveAnswer = z.infer<typeof MoveAnswer>;

const plan = {
  programmeId: Id,
  sessions: z.array(MovedSession),
  /** The cities that are required, other than a session's own; none when the change needs nobody's consent. */
  asked: z.array(AskedCity),
  /**
   * Required cities whose consent is not needed, since they have left the event; those that were asked until they left
   * are in `asked` too. Not told by a move from before cities could leave one.
   */
  gone: z.array(GoneCity).optional(),
  /** When silence counts as an answer, and half of the way there, when who has not answered is reminded. */
  deadline: Instant,
  remindAt: Instant,
  effects: MoveEffects,
};
/** What proposing would do. */
export const MovePreview = z.object(plan);
export type MovePreview = z.infer<typeof MovePreview>;

export const MOVE_OUTCOMES = ['agreed', 'decided', 'countered', 'refused', 'stale', 'withdrawn'] as const;
/** A proposed change of times that required cities answer before it happens (DESIGN section 9). */
export const Move = z.object({
  id: Id,
  status: z.enum(MOVE_STATUSES),
  version: z.number(),
  reason: z.string(),
  /** The person's id. */
  proposedBy: z.string(),
  proposedAt: Instant,
  ...plan,
  /** City → its answer; who has not answered is in `awaiting`. */
  answers: z.record(z.string(), MoveAnswer),
  awaiting: z.array(z.string()),
  remindedAt: Instant.nullable(),
  /** Who proposed it went ahead without the missing answers, and why. */
  decision: z.object({ reason: z.string(), at: Instant }).nullable(),
  /** Why it ended as it did; null while it is open. */
  outcome: z.object({ kind: z.enum(MOVE_OUTCOMES), detail: z.string(), at: Instant }).nullable(),
});
export type Move = z.infer<typeof Move>;

export const PreviewMove = defineRequest({
  subject: 'req.sessions.preview-move.v1',
  input: MoveInput.partial({ reason: true }),
  output: MovePreview,
});
/** Asks the cities; applied at once when there is none to ask. */
export const ProposeMove = defineRequest({
  subject: 'req.sessions.propose-move.v1',
  input: MoveInput,
  output: Move,
});
export const FindMoves = defineRequest({
  subject: 'req.sessions.find-moves.v1',
  /** Those of programmes whose drafts the actor may not see are left out. Newest first. */
  input: z.object({
    ids: z.array(z.string()).max(500).optional(),
    programmeIds: z.array(z.string()).max(500).optional(),
    sessionIds: z.array(z.string()).max(500).optional(),
    /** Open ones that this city has not answered. */
    awaiting: z.string().optional(),
    ...pageInput,
  }),
  output: pageOf(Move),
});
export const MoveAnswerInput = z.object({
  /** For whom; may be left out by who speaks for one of the asked cities only. */
  city: Slug.optional(),
  note: prose(1_000).optional(),
});
export const MoveCounterInput = MoveAnswerInput.extend({
  start: StartInput,
  /** Of which session, when the move has several. */
  session: Id.optional(),
});
/** A city's answer; the last one before the move closes counts. */
export const AnswerMove = defineRequest({
  subject: 'req.sessions.answer-move.v1',
  input: MoveCounterInput.partial({ start: true }).extend({ id: Id, answer: z.enum(MOVE_ANSWERS) }),
  output: Move,
});
export const DecideMoveInput = z.object({ reason: line(1_000) });
/** Goes ahead without the missing answers. */
export const DecideMove = defineRequest({
  subject: 'req.sessions.decide-move.v1',
  input: DecideMoveInput.extend({ id: Id }),
  output: Move,
});
/** What the outcome of a move says that was withdrawn without a reason. */
export const WITHDRAWN_WITHOUT_REASON = 'Withdrawn by who proposed it.';
export const WithdrawMoveInput = z.object({ reason: line(1_000).optional() });
export const WithdrawMove = defineRequest({
  subject: 'req.sessions.withdraw-move.v1',
  input: WithdrawMoveInput.extend({ id: Id }),
  output: Move,
});
/** Proposed, answered, reminded of half-way (`remindedAt`), or closed. */
export const MoveChanged = defineFact({
  subject: 'fact.sessions.move.changed.v1',
  kind: 'state',
  data: Move,
});
