import { NO_IMPORTANCE, type Attempt, type Attempts } from './attempt.js';

export function plans(): Record<string, Attempts> {
  const about =
    (word: string, more: Partial<Attempt> = {}): Attempts =>
    ({ planId, programmeId }) => [{ path: `/v1/plans/${planId}${word}`, object: { programmeId }, ...more }];
  return {
    'POST /v1/events/:id/plans': ({ eventId, programmeId }) => [
      { path: `/v1/events/${eventId}/plans`, body: {}, object: { programmeId } },
    ],
    'POST /v1/programmes/:programme/plans': ({ slug, programmeId }) => [
      {
        path: `/v1/programmes/${slug}/plans`,
        body: { sessions: [NO_IMPORTANCE] },
        object: { programmeId },
        atBest: 422,
      },
    ],
    'GET /v1/plans/:id': about(''),
    'GET /v1/plans/:id/progress': about('/progress'),
    'POST /v1/plans/:id/apply': about('/apply', { body: {} }),
    'POST /v1/plans/:id/cancel': about('/cancel', { body: {}, atBest: 409 }),
    'POST /v1/plans/:id/discard': about('/discard', { body: {}, atBest: 409 }),
  };
}
