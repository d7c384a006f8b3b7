import { NO_IMPORTANCE, unused, type Attempts } from './attempt.js';

export function peopleAndAccess(): Record<string, Attempts> {
  const form = 'application/x-www-form-urlencoded';
  return {
    // Of a programme that is none, because a stream never ends.
    'GET /v1/live': () => [{ path: '/v1/live?programme=none', atBest: 404 }],
    'GET /v1/me': () => [{ path: '/v1/me' }],
    'PATCH /v1/me': () => [{ path: '/v1/me', body: { language: 'en' } }],
    'GET /v1/me/preferences': () => [{ path: '/v1/me/preferences' }],
    'PATCH /v1/me/preferences': () => [{ path: '/v1/me/preferences', body: { off: [] } }],
    'GET /v1/me/reminders': () => [{ path: '/v1/me/reminders' }],
    'GET /v1/me/seats': () => [{ path: '/v1/me/seats' }],
    'POST /v1/participants': () => [
      { path: '/v1/participants', body: { email: `${unused('guest')}@forum.example`, name: 'Guest' } },
    ],
    'POST /v1/grants': ({ holder, slug, programmeId }) => [
      {
        path: '/v1/grants',
        body: { participantId: holder.actor.id, role: 'liaison', programme: slug, city: 'rome' },
        object: { programmeId },
      },
      // Nobody makes administrators but one.
      { path: '/v1/grants', body: { participantId: holder.actor.id, role: 'admin' } },
    ],
    'GET /sign-in/:token': () => [{ path: `/sign-in/${NO_IMPORTANCE}` }],
    'POST /sign-in/:token': () => [{ path: `/sign-in/${NO_IMPORTANCE}`, body: form, atBest: 410 }],
    'GET /j/:token': () => [{ path: `/j/${NO_IMPORTANCE}`, atBest: 404 }],
    'POST /j/:token': () => [{ path: `/j/${NO_IMPORTANCE}`, body: form, atBest: 404 }],
    'POST /v1/sign-in': () => [{ path: '/v1/sign-in', body: { token: NO_IMPORTANCE }, atBest: 410 }],
  };
}
