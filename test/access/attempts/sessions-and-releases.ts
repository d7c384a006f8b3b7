import { draftMark } from '../forum.js';
import { NO_IMPORTANCE, type Attempts } from './attempt.js';

export function sessionsAndReleases(): Record<string, Attempts> {
  return {
    'GET /v1/events/:id/sessions': ({ eventId, draftEventId, programmeId }) => [
      { path: `/v1/events/${eventId}/sessions` },
      { path: `/v1/events/${draftEventId}/sessions`, action: 'draft.read', object: { programmeId } },
    ],
    'GET /v1/sessions/:id': ({ sessionId, draftSessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}` },
      { path: `/v1/sessions/${draftSessionId}`, action: 'draft.read', object: { programmeId } },
    ],
    'GET /v1/sessions/:id/attendance': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/attendance`, object: { programmeId } },
    ],
    'PUT /v1/sessions/:id/speakers/:speaker/person': ({ sessionId, holder, programmeId }) => [
      {
        path: `/v1/sessions/${sessionId}/speakers/${NO_IMPORTANCE}/person`,
        body: { participantId: holder.actor.id },
        object: { programmeId },
        // The session has no speaker.
        atBest: 404,
      },
    ],
    'GET /v1/programmes/:id/reminder-rules': ({ programmeId }) => [
      { path: `/v1/programmes/${programmeId}/reminder-rules`, object: { programmeId } },
    ],
    'PUT /v1/programmes/:id/reminder-rules': ({ programmeId }) => [
      {
        path: `/v1/programmes/${programmeId}/reminder-rules`,
        body: { rules: null },
        object: { programmeId },
      },
    ],
    'GET /v1/events/:id/reminder-rules': ({ eventId, programmeId }) => [
      { path: `/v1/events/${eventId}/reminder-rules`, object: { programmeId } },
    ],
    'PUT /v1/events/:id/reminder-rules': ({ eventId, programmeId }) => [
      { path: `/v1/events/${eventId}/reminder-rules`, body: { rules: null }, object: { programmeId } },
    ],
    'GET /v1/sessions/:id/reminder-rules': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/reminder-rules`, object: { programmeId } },
    ],
    'PUT /v1/sessions/:id/reminder-rules': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/reminder-rules`, body: { rules: null }, object: { programmeId } },
    ],
    'GET /v1/sessions/:id/deliveries': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/deliveries`, object: { programmeId } },
    ],
    'GET /v1/sessions/:id/reminders': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/reminders`, object: { programmeId } },
    ],
    'POST /v1/events/:id/sessions': ({ eventId, slug, programmeId }) => [
      {
        path: `/v1/events/${eventId}/sessions`,
        body: { title: draftMark(slug), durationMinutes: 30 },
        object: { programmeId },
      },
    ],
    'PATCH /v1/sessions/:id': ({ sessionId, draftSessionId, slug, programmeId }) => [
      { path: `/v1/sessions/${sessionId}`, body: { title: 'Opening' }, object: { programmeId } },
      { path: `/v1/sessions/${draftSessionId}`, body: { title: draftMark(slug) }, object: { programmeId } },
    ],
    'POST /v1/sessions/:id/shift': ({ sessionId, draftSessionId, programmeId }) =>
      [sessionId, draftSessionId].map((id) => ({
        path: `/v1/sessions/${id}/shift`,
        body: { start: { local: '2028-06-10T11:00', zone: 'Europe/Rome' } },
        object: { programmeId },
      })),
    'GET /v1/events/:id/releases': ({ eventId }) => [{ path: `/v1/events/${eventId}/releases` }],
    'GET /v1/events/:id/releases/:number': ({ eventId }) => [{ path: `/v1/events/${eventId}/releases/1` }],
    'POST /v1/events/:id/releases': ({ eventId, programmeId }) => [
      { path: `/v1/events/${eventId}/releases`, object: { programmeId } },
    ],
    'POST /v1/sessions/:id/delay': ({ sessionId, programmeId }) => [
      {
        path: `/v1/sessions/${sessionId}/delay`,
        body: { minutes: 10, reason: 'The train is late.' },
        object: { programmeId },
        // Its day is years away.
        atBest: 409,
      },
    ],
    'POST /v1/sessions/:id/status': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/status`, body: { state: 'on-time' }, object: { programmeId } },
    ],
    'POST /v1/sessions/:id/backup': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/backup`, body: { url: null }, object: { programmeId } },
    ],
    'POST /v1/sessions/:id/recording': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/recording`, body: { url: null }, object: { programmeId } },
    ],
    'GET /v1/sessions/:id/meeting': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/meeting`, object: { programmeId } },
    ],
    'DELETE /v1/sessions/:id': ({ sessionId, draftSessionId, programmeId }) => [
      { path: `/v1/sessions/${draftSessionId}`, object: { programmeId } },
      { path: `/v1/sessions/${sessionId}`, object: { programmeId } },
    ],
  };
}
