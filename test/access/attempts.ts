import type { Action, Actor, PolicyObject } from '#contracts';
import { draftMark, type Forum } from './forum.js';

/** What somebody tries at a route, and what it is in the policy's words. */
export interface Attempt {
  path: string;
  body?: object | string;
  /** The action, where the object makes it another than the route's: to read a draft is more than to read. */
  action?: Action;
  object?: PolicyObject | ((actor: Actor) => PolicyObject);
  /** What who may is answered at best, where it is no success: such a route can't show more. */
  atBest?: number;
}

type Attempts = (forum: Forum) => Attempt[];

const NO_IMPORTANCE = 'x';
const NO_PARKED_FACT = { consumer: 'events_none', factId: 'none' };
let count = 0;
const unused = (word: string) => `${word}-${(count += 1)}`;

/** Every route × verb of the gateway's list, tried on objects of a forum with bodies that would succeed. */
export const ATTEMPTS: Record<string, Attempts> = {
  ...common(),
  ...programmesAndEvents(),
  ...sessionsAndReleases(),
  ...series(),
  ...moves(),
  ...plans(),
  ...polls(),
  ...slotsAndSeats(),
  ...peopleAndAccess(),
};

function common(): Record<string, Attempts> {
  const open = (path: string) => () => [{ path }];
  const name = () => ({
    slug: unused('city'),
    name: 'City',
    country: 'IT',
    zone: 'Europe/Rome',
    languages: ['it'],
    weekend: [6, 7],
    latitude: 42,
    longitude: 12,
  });
  return {
    'GET /': open('/'),
    'GET /assets/:name': open('/assets/meridian.css'),
    'GET /docs': open('/docs'),
    'GET /health/live': open('/health/live'),
    'GET /health/ready': open('/health/ready'),
    'GET /v1/openapi.json': open('/v1/openapi.json'),
    'GET /v1/time/resolve': open('/v1/time/resolve?local=2028-06-10T10:00:00&zone=Europe/Rome'),
    'GET /v1/time/zones': open(
      '/v1/time/zones?names=Asia/Tokyo&from=2028-01-01T00:00:00Z&to=2028-02-01T00:00:00Z',
    ),
    'GET /v1/fair-times': open(
      '/v1/fair-times?cities=rome,tokyo&from=2028-06-10&to=2028-06-10&durationMinutes=60',
    ),
    'GET /v1/cities': open('/v1/cities'),
    'GET /v1/cities/:city': open('/v1/cities/rome'),
    'POST /v1/cities': () => [{ path: '/v1/cities', body: name() }],
    'PATCH /v1/cities/:city': () => [{ path: '/v1/cities/rome', body: { name: 'Rome' } }],
    'GET /v1/admin/clock-changes': open('/v1/admin/clock-changes'),
    'GET /v1/admin/facts': open('/v1/admin/facts'),
    'GET /v1/admin/facts/:service/parked': open('/v1/admin/facts/events/parked'),
    'POST /v1/admin/facts/:service/parked/replay': () => [
      { path: '/v1/admin/facts/events/parked/replay', body: NO_PARKED_FACT, atBest: 404 },
    ],
    'POST /v1/admin/facts/:service/parked/drop': () => [
      { path: '/v1/admin/facts/events/parked/drop', body: NO_PARKED_FACT, atBest: 404 },
    ],
    'POST /v1/demo/clock': () => [{ path: '/v1/demo/clock', body: { forward: 'PT0S' } }],
  };
}

function programmesAndEvents(): Record<string, Attempts> {
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

function sessionsAndReleases(): Record<string, Attempts> {
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

function series(): Record<string, Attempts> {
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

/** One move stays open for Tokyo's answer, so that Boston may answer it again and again, until it is decided. */
function moves(): Record<string, Attempts> {
  const answer =
    (word: string, more: object = {}): Attempts =>
    ({ moveId, programmeId }) => [
      {
        path: `/v1/moves/${moveId}/${word}`,
        body: { city: 'boston', ...more },
        object: { programmeId, city: 'boston' },
      },
    ];
  const start = { local: '2028-06-12T14:00:00', zone: 'Europe/Rome' };
  return {
    'GET /v1/moves': () => [{ path: '/v1/moves?awaiting=boston', object: programmeOf }],
    'GET /v1/moves/:id': ({ moveId, programmeId }) => [
      { path: `/v1/moves/${moveId}`, object: { programmeId } },
    ],
    'POST /v1/moves': ({ movingSessionIds: [id], programmeId }) => [
      {
        path: '/v1/moves',
        body: { sessions: [{ id, start }], reason: 'A strike.', dryRun: true },
        object: { programmeId },
      },
    ],
    'POST /v1/moves/:id/recording': answer('recording'),
    'POST /v1/moves/:id/counter': answer('counter', { start }),
    'POST /v1/moves/:id/accept': answer('accept'),
    'POST /v1/moves/:id/decide': ({ moveId, programmeId }) => [
      { path: `/v1/moves/${moveId}/decide`, body: { reason: 'It has to be.' }, object: { programmeId } },
    ],
    'POST /v1/moves/:id/withdraw': ({ otherMoveId, programmeId }) => [
      { path: `/v1/moves/${otherMoveId}/withdraw`, object: { programmeId } },
    ],
  };
}

/** A list shows each what is theirs: it is refused to those who have no programme at all. */
function programmeOf(actor: Actor): PolicyObject {
  const grant = actor.kind === 'person' ? actor.grants.find(({ programmeId }) => programmeId) : undefined;
  return { programmeId: grant?.programmeId };
}

function plans(): Record<string, Attempts> {
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

function polls(): Record<string, Attempts> {
  const candidates = ['2028-06-10T12:00:00Z', '2028-06-11T12:00:00Z'];
  const answers = [{ candidate: 1, answer: 'good' }];
  const form = 'application/x-www-form-urlencoded';
  return {
    'POST /v1/sessions/:id/polls': ({ sessionId, draftSessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/polls`, body: { candidates }, object: { programmeId } },
      { path: `/v1/sessions/${draftSessionId}/polls`, body: { candidates }, object: { programmeId } },
    ],
    'GET /v1/sessions/:id/polls': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/polls`, object: { programmeId } },
    ],
    'GET /v1/polls/:id': ({ pollId, programmeId }) => [
      { path: `/v1/polls/${pollId}`, object: { programmeId } },
    ],
    'POST /v1/polls/:id/answers': ({ pollId, programmeId }) => [
      { path: `/v1/polls/${pollId}/answers`, body: { answers }, object: { programmeId, city: 'boston' } },
    ],
    'POST /v1/polls/:id/pick': ({ pollId, programmeId }) => [
      { path: `/v1/polls/${pollId}/pick`, body: { candidate: 1 }, object: { programmeId } },
    ],
    'POST /v1/polls/:id/withdraw': ({ pollId, programmeId }) => [
      { path: `/v1/polls/${pollId}/withdraw`, body: {}, object: { programmeId }, atBest: 409 },
    ],
    'GET /mails/:token': () => [{ path: `/mails/${NO_IMPORTANCE}`, atBest: 404 }],
    'POST /mails/:token': () => [{ path: `/mails/${NO_IMPORTANCE}`, body: form, atBest: 404 }],
    'GET /poll/:token': () => [{ path: `/poll/${NO_IMPORTANCE}`, atBest: 404 }],
    'POST /poll/:token': () => [{ path: `/poll/${NO_IMPORTANCE}`, body: form, atBest: 404 }],
  };
}

function slotsAndSeats(): Record<string, Attempts> {
  return {
    'GET /v1/slots': ({ sessionId, draftSessionId }) => [
      { path: `/v1/slots?sessions=${sessionId},${draftSessionId}` },
    ],
    'GET /v1/slots/:id': ({ slotId, draftSlotId, programmeId }) => [
      { path: `/v1/slots/${slotId}` },
      { path: `/v1/slots/${draftSlotId}`, action: 'draft.read', object: { programmeId } },
    ],
    'POST /v1/sessions/:id/slots': ({ sessionId, programmeId }) => [
      {
        path: `/v1/sessions/${sessionId}/slots`,
        body: { mode: 'in-person', capacity: 5 },
        object: { programmeId },
      },
    ],
    'PATCH /v1/slots/:id': ({ slotId, programmeId }) => [
      { path: `/v1/slots/${slotId}`, body: { capacity: 20 }, object: { programmeId } },
    ],
    'POST /v1/slots/:id/seats': ({ slotId, holder, programmeId }) => [
      {
        path: `/v1/slots/${slotId}/seats`,
        body: {},
        action: 'seat.take',
        object: (actor) => ({ programmeId, personId: actor.kind === 'person' ? actor.id : null }),
      },
      {
        path: `/v1/slots/${slotId}/seats`,
        body: { participantId: holder.actor.id },
        object: { programmeId, personId: holder.actor.id },
      },
    ],
    'POST /v1/seats/:id/join-link': ({ seatId, holder }) => [
      // Nobody but its person gets a link, administrators neither.
      { path: `/v1/seats/${seatId}/join-link`, object: { personId: holder.actor.id }, atBest: 404 },
    ],
    'GET /v1/seats/:id': ({ seatId, holder, programmeId }) => [
      { path: `/v1/seats/${seatId}`, object: { programmeId, personId: holder.actor.id } },
    ],
    'GET /v1/seats/:id/history': ({ seatId, holder, programmeId }) => [
      { path: `/v1/seats/${seatId}/history`, object: { programmeId, personId: holder.actor.id } },
    ],
    'POST /v1/seats/:id/accept': ({ seatId, holder, programmeId }) => [
      { path: `/v1/seats/${seatId}/accept`, object: { programmeId, personId: holder.actor.id } },
    ],
    // For the slot that it is in already, which changes nothing.
    'POST /v1/seats/:id/swap': ({ seatId, slotId, holder, programmeId }) => [
      {
        path: `/v1/seats/${seatId}/swap`,
        body: { slot: slotId },
        object: { programmeId, personId: holder.actor.id },
        atBest: 422,
      },
    ],
    'POST /v1/slots/:id/blocks': ({ slotId, programmeId }) => [
      {
        path: `/v1/slots/${slotId}/blocks`,
        body: { city: 'boston', size: 1, namesUntil: '1999-01-01T00:00:00Z' },
        object: { programmeId, city: 'boston' },
        atBest: 422,
      },
    ],
    'PUT /v1/blocks/:id/names/:place': ({ programmeId }) => [
      {
        path: '/v1/blocks/none/names/1',
        body: { participantId: 'none' },
        object: { programmeId, city: 'boston' },
        atBest: 404,
      },
    ],
    'GET /v1/slots/:id/codes': ({ slotId, programmeId }) => [
      { path: `/v1/slots/${slotId}/codes`, object: { programmeId } },
    ],
    'POST /v1/slots/:id/codes': ({ slotId, programmeId }) => [
      { path: `/v1/slots/${slotId}/codes`, body: { uses: 1 }, object: { programmeId } },
    ],
    'DELETE /v1/seats/:id': ({ seatId, holder, programmeId }) => [
      { path: `/v1/seats/${seatId}`, object: { programmeId, personId: holder.actor.id } },
    ],
  };
}

function peopleAndAccess(): Record<string, Attempts> {
  const form = 'application/x-www-form-urlencoded';
  return {
    // Of a programme that is none, because a stream never ends.
    'GET /v1/live': () => [{ path: '/v1/live?programme=none', atBest: 404 }],
    'GET /v1/me': () => [{ path: '/v1/me' }],
    'GET /v1/me/preferences': () => [{ path: '/v1/me/preferences' }],
    'PATCH /v1/me/preferences': () => [{ path: '/v1/me/preferences', body: { off: [] } }],
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
