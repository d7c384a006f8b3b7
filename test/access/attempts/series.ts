import { draftMark } from '../forum.js';
import type { Attempts } from './attempt.js';

export function series(): Record<string, Attempts> {
  return {
    'POST /v1/events/:id/series': ({ eventId, slug, programmeId }) => [
      {
        path: `/v1/events/${eventId}/series`,
        body: {
          title: draftMark(slug),
          durationMinutes: 30,
          start: { local: '2028-07-01T10:00', zone: 'Europe/Rome' },
          rule: 'FREQ=DAILY;COUNT=2',
        },
        object: { programmeId },
      },
    ],
    'GET /v1/events/:id/series': ({ eventId, draftEventId, programmeId }) => [
      { path: `/v1/events/${eventId}/series` },
      { path: `/v1/events/${draftEventId}/series`, action: 'draft.read', object: { programmeId } },
    ],
    'GET /v1/series/:id': ({ seriesId, draftSeriesId, programmeId }) => [
      { path: `/v1/series/${seriesId}` },
      { path: `/v1/series/${draftSeriesId}`, action: 'draft.read', object: { programmeId } },
    ],
    'GET /v1/series/:id/divergence': ({ seriesId, draftSeriesId, programmeId }) => [
      { path: `/v1/series/${seriesId}/divergence`, object: { programmeId } },
      { path: `/v1/series/${draftSeriesId}/divergence`, object: { programmeId } },
    ],
    'POST /v1/series/:id/divergence': ({ seriesId, sessionId, programmeId }) => [
      {
        path: `/v1/series/${seriesId}/divergence`,
        // Nothing shifts in two days of June.
        body: { occurrences: [sessionId], keep: 'wall' },
        object: { programmeId },
        atBest: 422,
      },
    ],
    'PATCH /v1/series/:id': ({ seriesId, draftSeriesId, slug, programmeId }) => [
      { path: `/v1/series/${seriesId}`, body: { title: 'Breakfast' }, object: { programmeId } },
      { path: `/v1/series/${draftSeriesId}`, body: { title: draftMark(slug) }, object: { programmeId } },
    ],
    'DELETE /v1/series/:id': ({ seriesId, draftSeriesId, programmeId }) => [
      { path: `/v1/series/${draftSeriesId}`, object: { programmeId } },
      { path: `/v1/series/${seriesId}`, object: { programmeId } },
    ],
  };
}
