import { draftMark } from '../forum.js';
import { unused, type Attempts } from './attempt.js';

export function programmesAndEvents(): Record<string, Attempts> {
  const answer =
    (word: string, partner: 'partnerId' | 'decliningPartnerId' = 'partnerId'): Attempts =>
    (forum) => [
      {
        path: `/v1/partners/${forum[partner]}/${word}`,
        body: {},
        object: { programmeId: forum.programmeId, city: 'boston' },
      },
    ];
  return {
    'GET /v1/programmes': () => [{ path: '/v1/programmes' }],
    'POST /v1/programmes': () => [
      { path: '/v1/programmes', body: { slug: unused('programme'), title: 'New', cities: ['rome'] } },
    ],
    'POST /v1/programmes/import': ({ file, programmeId }) => [
      {
        path: '/v1/programmes/import',
        body: file,
        action: 'programme.change',
        object: { programmeId },
      },
      {
        path: '/v1/programmes/import?dryRun=true',
        body: file,
        action: 'programme.change',
        object: { programmeId },
      },
    ],
    'GET /v1/imports/:id': ({ importId, programmeId }) => [
      { path: `/v1/imports/${importId}`, action: 'programme.change', object: { programmeId } },
    ],
    'GET /v1/programmes/:programme': ({ slug, programmeId }) => [
      { path: `/v1/programmes/${slug}` },
      { path: `/v1/programmes/${programmeId}` },
    ],
    'PATCH /v1/programmes/:programme': ({ slug, programmeId }) => [
      { path: `/v1/programmes/${slug}`, body: { title: slug }, object: { programmeId } },
      { path: `/v1/programmes/${programmeId}`, body: { title: slug }, object: { programmeId } },
    ],
    'GET /v1/programmes/:programme/calendar.ics': ({ slug }) => [
      { path: `/v1/programmes/${slug}/calendar.ics` },
    ],
    'GET /v1/programmes/:programme/events': ({ slug }) => [{ path: `/v1/programmes/${slug}/events` }],
    'GET /v1/programmes/:programme/conflicts': ({ slug, programmeId }) => [
      { path: `/v1/programmes/${slug}/conflicts`, object: { programmeId } },
    ],
    'GET /v1/events/:id/conflicts': ({ eventId, draftEventId, programmeId }) =>
      [eventId, draftEventId].map((id) => ({ path: `/v1/events/${id}/conflicts`, object: { programmeId } })),
    'GET /v1/programmes/:programme/ledger': ({ slug, programmeId }) => [
      { path: `/v1/programmes/${slug}/ledger`, object: { programmeId } },
    ],
    'POST /v1/programmes/:programme/events': ({ slug, programmeId }) => [
      {
        path: `/v1/programmes/${slug}/events`,
        body: {
          slug: unused('event'),
          title: draftMark(slug),
          hostCity: 'rome',
          startsOn: '2028-07-01',
          endsOn: '2028-07-01',
        },
        object: { programmeId },
      },
    ],
    'GET /v1/events/:id': ({ eventId, draftEventId, programmeId }) => [
      { path: `/v1/events/${eventId}` },
      { path: `/v1/events/${draftEventId}`, action: 'draft.read', object: { programmeId } },
    ],
    'PATCH /v1/events/:id': ({ eventId, draftEventId, slug, programmeId }) => [
      { path: `/v1/events/${eventId}`, body: { title: slug }, object: { programmeId } },
      { path: `/v1/events/${draftEventId}`, body: { title: draftMark(slug) }, object: { programmeId } },
    ],
    'GET /v1/events/:id/calendar.ics': ({ eventId }) => [{ path: `/v1/events/${eventId}/calendar.ics` }],
    'POST /v1/events/:id/partners': ({ eventId, programmeId }) => [
      {
        path: `/v1/events/${eventId}/partners`,
        body: { city: 'tokyo', modes: ['online'] },
        object: { programmeId },
      },
    ],
    'POST /v1/partners/:id/tentative': answer('tentative'),
    'POST /v1/partners/:id/more-time': answer('more-time'),
    'POST /v1/partners/:id/accept': answer('accept'),
    'POST /v1/partners/:id/withdraw': answer('withdraw'),
    'POST /v1/partners/:id/decline': answer('decline', 'decliningPartnerId'),
  };
}
