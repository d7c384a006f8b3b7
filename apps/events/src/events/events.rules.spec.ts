import { describe, expect, it } from '@jest/globals';
import { EVENT_STATUSES, type Event } from '#contracts';
import { checkEvent, newEvent, patched } from './events.rules.js';

const CITIES = ['nha-trang', 'rome'];
const NOW = new Date('2027-01-01T00:00:00Z');
const INPUT = {
  slug: 'sea-festival',
  title: 'Sea Festival',
  hostCity: 'nha-trang',
  startsOn: '2027-06-10',
  endsOn: '2027-06-13',
};

const inStatus = (status: Event['status']) => ({
  ...newEvent('e1', 'p1', INPUT),
  status,
  publishedAt: status === 'published' ? NOW : null,
});

describe('an event', () => {
  it('may last a day, does not end before it begins, and is held in a city of the programme', () => {
    expect(checkEvent({ ...INPUT, endsOn: INPUT.startsOn }, CITIES)).toEqual([]);
    expect(
      checkEvent({ ...INPUT, endsOn: '2027-06-09', hostCity: 'boston' }, CITIES, 'events[1]'),
    ).toMatchObject([{ path: 'events[1].hostCity' }, { path: 'events[1].endsOn' }]);
  });

  it.each([
    ['draft', 'published', { status: 'published', publishedAt: NOW }],
    ['draft', 'cancelled', { status: 'cancelled' }],
    ['published', 'published', {}],
    ['published', 'cancelled', { status: 'cancelled' }],
  ] as const)('that is %s and becomes %s', (from, to, values) => {
    expect(patched(inStatus(from), { status: to }, CITIES, NOW)).toEqual(values);
  });

  it('that is cancelled stays as it is', () => {
    for (const patch of [{ title: 'Again' }, { status: 'published' as const }, {}]) {
      expect(() => patched(inStatus('cancelled'), patch, CITIES, NOW)).toThrow('event.state');
    }
  });

  it('moves its days only so that they stay in order', () => {
    for (const status of EVENT_STATUSES.filter((status) => status !== 'cancelled')) {
      const event = inStatus(status);
      expect(patched(event, { startsOn: '2027-06-11' }, CITIES, NOW)).toEqual({ startsOn: '2027-06-11' });
      expect(() => patched(event, { startsOn: '2027-06-14' }, CITIES, NOW)).toThrow('endsOn');
    }
  });
});
