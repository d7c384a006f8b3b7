import { z } from 'zod';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id, Instant, InstantInput, prose, Slug, Text } from '../kernel/values.js';
import { GoneCity } from './gone.js';
import { LocalTime, Session, Start, StartInput } from './schedule.js';

/** What a city says to a candidate. */
export const POLL_ANSWERS = ['good', 'possible', 'cannot'] as const;
export const PollAnswer = z.enum(POLL_ANSWERS);
export type PollAnswer = z.infer<typeof PollAnswer>;

/** `open` until the deadline, then `closed`; `picked` once a candidate was taken, `withdrawn` when nobody needs it. */
export const POLL_STATUSES = ['open', 'closed', 'picked', 'withdrawn'] as const;

/** Candidates are numbered from 1 in the order in which they were offered. */
export const CandidateNumber = z.int().min(1).max(5);
const Note = prose(500);

const pollState = {
  id: Id,
  sessionId: Id,
  eventId: Id,
  programmeId: Id,
  /** Of the session. */
  title: Text,
  /** The session's own city. */
  ownCity: z.string(),
  durationMinutes: z.number(),
  status: z.enum(POLL_STATUSES),
  version: z.number(),
  /** Until then answers can be given and changed. */
  respondBy: Instant,
  /** What the organizer says to the cities. */
  note: z.string().nullable(),
  /** Those whose part was `required` when the poll was opened, and that have not left the event. */
  cities: z.array(z.string()),
  /** Those that had left it, or have since: what they said does not count. Not told by polls of before. */
  gone: z.array(GoneCity).optional(),
  /** The number of the candidate that was taken. */
  picked: z.number().nullable(),
};

/** A poll as other services know it: answers without notes. */
export const PollState = z.object({
  ...pollState,
  candidates: z.array(z.object({ number: z.number(), start: Start })),
  answers: z.array(z.object({ city: z.string(), candidate: z.number(), answer: PollAnswer })),
});
export type PollState = z.infer<typeof PollState>;

/** What one city said to one candidate; `via` a signed link in mail, or the API. */
export const GivenAnswer = z.object({
  city: z.string(),
  candidate: z.number(),
  answer: PollAnswer,
  note: z.string().nullable(),
  at: Instant,
  via: z.enum(['api', 'link']),
});

/** The grid of cities × candidates, with each city's local time and burden at each candidate. */
export const Poll = z.object({
  ...pollState,
  candidates: z.array(z.object({ number: z.number(), start: Start, localTimes: z.array(LocalTime) })),
  answers: z.array(GivenAnswer),
  /** Cities that have not answered every candidate. */
  missing: z.array(z.string()),
});
export type Poll = z.infer<typeof Poll>;

export const PollInput = z.object({
  /** Two to five starts: an instant from fair times (told by the session's own city's clock), or a wall time. */
  candidates: z
    .array(z.union([InstantInput, StartInput]))
    .min(2, 'needs at least 2 candidates')
    .max(5, 'has at most 5 candidates'),
  /** Without: a week from now, but at most half of the time until the first candidate. */
  respondBy: InstantInput.optional(),
  note: prose(2_000).optional(),
});

export const CandidateAnswer = z.strictObject({
  candidate: CandidateNumber,
  answer: PollAnswer,
  note: Note.nullable().optional(),
});
export const CandidateAnswers = z
  .array(CandidateAnswer)
  .min(1, 'needs an answer to at least one candidate')
  .max(5)
  .refine(
    (answers) => new Set(answers.map(({ candidate }) => candidate)).size === answers.length,
    'must answer each candidate once',
  );

export const OpenPoll = defineRequest({
  subject: 'req.sessions.open-poll.v1',
  input: PollInput.extend({ sessionId: Id }),
  output: Poll,
});
/** By id, or all of a session, newest first. What the actor may not see is left out. */
export const FindPolls = defineRequest({
  subject: 'req.sessions.find-polls.v1',
  input: z.object({ ids: z.array(Id).max(100).optional(), sessionIds: z.array(Id).max(100).optional() }),
  output: z.object({ items: z.array(Poll) }),
});
/** A city's answers; others that it has given stay. `city` may be left out by the liaison of one asked city. */
export const AnswerPoll = defineRequest({
  subject: 'req.sessions.answer-poll.v1',
  input: z.object({ id: Id, city: Slug.optional(), answers: CandidateAnswers }),
  output: Poll,
});
/** Places the session at a candidate and ends the poll. */
export const PickCandidate = defineRequest({
  subject: 'req.sessions.pick-candidate.v1',
  input: z.object({ id: Id, candidate: CandidateNumber, allowConflicts: z.boolean().default(false) }),
  output: z.object({ poll: Poll, session: Session }),
});
export const WithdrawPoll = defineRequest({
  subject: 'req.sessions.withdraw-poll.v1',
  input: z.object({ id: Id }),
  output: Poll,
});

/** What a link in mail shows: the poll as one city sees it, without the others' answers. */
export const PollInvitation = z.object({
  sessionId: Id,
  title: Text,
  city: z.string(),
  zone: z.string(),
  status: z.enum(POLL_STATUSES),
  respondBy: Instant,
  note: z.string().nullable(),
  durationMinutes: z.number(),
  candidates: z.array(
    z.object({
      number: z.number(),
      start: Start,
      /** In the asked city. */
      localTime: LocalTime,
      answer: PollAnswer.nullable(),
      note: z.string().nullable(),
    }),
  ),
  /** The answer that the link stands for; null for the link to the whole poll. */
  chosen: z.object({ candidate: z.number(), answer: PollAnswer }).nullable(),
});
export type PollInvitation = z.infer<typeof PollInvitation>;

const LinkToken = z.string().max(600);
/** Changes nothing: mail scanners fetch links. */
export const FindPollInvitation = defineRequest({
  subject: 'req.sessions.find-poll-invitation.v1',
  input: z.object({ token: LinkToken }),
  output: PollInvitation,
});
export const AnswerPollByLink = defineRequest({
  subject: 'req.sessions.answer-poll-by-link.v1',
  input: z.object({ token: LinkToken, answers: CandidateAnswers }),
  output: PollInvitation,
});
/**
 * The links of those who are asked, at `{PUBLIC_URL}/poll/{token}`; for services only. Derived, never stored: the same
 * city and person always have the same. `page` opens the poll, the others with an answer chosen. Cities that are not
 * asked are left out.
 */
export const FindPollLinks = defineRequest({
  subject: 'req.sessions.find-poll-links.v1',
  input: z.object({
    pollId: Id,
    people: z
      .array(z.object({ city: Slug, personId: Id.optional() }))
      .min(1)
      .max(1_000),
  }),
  output: z.object({
    items: z.array(
      z.object({
        city: z.string(),
        personId: z.string().nullable(),
        page: z.string(),
        answers: z.array(z.object({ candidate: z.number(), answer: PollAnswer, token: z.string() })),
      }),
    ),
  }),
});

/** A poll was opened, answered, closed, picked or withdrawn. */
export const PollChanged = defineFact({
  subject: 'fact.sessions.poll.changed.v1',
  kind: 'state',
  data: PollState,
});
