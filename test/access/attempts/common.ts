import { NO_PARKED_FACT, unused, type Attempts } from './attempt.js';

export function common(): Record<string, Attempts> {
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
    'GET /v1/admin/mail': open('/v1/admin/mail'),
    'POST /v1/admin/mail/pause': open('/v1/admin/mail/pause'),
    'POST /v1/admin/mail/resume': open('/v1/admin/mail/resume'),
    'POST /v1/demo/clock': () => [{ path: '/v1/demo/clock', body: { forward: 'PT0S' } }],
  };
}
