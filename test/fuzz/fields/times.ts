import { route, type Field } from './field.js';

/** What is asked about times themselves. */
export function timeFields(): Field[] {
  const fair = {
    cities: 'rome,tokyo',
    from: '2028-06-10',
    to: '2028-06-11',
    durationMinutes: '60',
    stepMinutes: '60',
  };
  return [
    ...route(
      'GET',
      '/v1/time/resolve',
      { local: '2028-06-10T10:00', zone: 'Europe/Rome' },
      { local: ['local'], zone: ['zone', 'zone'] },
    ),
    ...route(
      'GET',
      '/v1/time/zones',
      { names: 'Asia/Tokyo', from: '2028-01-01', to: '2028-02-01' },
      { names: ['zone'], from: ['instant'], to: ['instant'] },
    ),
    ...route('GET', '/v1/fair-times', fair, {
      from: ['day'],
      to: ['day'],
      zone: ['zone'],
      durationMinutes: ['number'],
      stepMinutes: ['number'],
      tolerance: ['number'],
      limit: ['number'],
      hours: ['clock'],
    }),
  ];
}
