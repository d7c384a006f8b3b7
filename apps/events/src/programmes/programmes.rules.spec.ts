import { describe, expect, it } from '@jest/globals';
import type { Event, Partner } from '#contracts';
import { liaisonOf, ADMIN, organizerOf, PARTICIPANT, SESSIONS } from '../testing/world.js';
import { citiesInUse, repeatedCities } from './programmes.rules.js';
import { programmesWithVisibleDrafts } from './visibility.rules.js';

describe('cities of a programme', () => {
  const event = (status: Event['status'], partners: Record<string, Partner['status']>) =>
    ({
      slug: 'sea-festival',
      hostCity: 'nha-trang',
      status,
      partners: Object.entries(partners).map(([city, status]) => ({ city, status })),
    }) as Event;

  it('are named once each', () => {
    expect(repeatedCities(['rome', 'boston'])).toEqual([]);
    expect(repeatedCities(['rome', 'boston', 'rome'], 'programme')).toMatchObject([
      { path: 'programme.cities[2]' },
    ]);
  });

  it('are in use as hosts and as partners that have not said no', () => {
    const partners = {
      rome: 'invited',
      boston: 'tentative',
      tokyo: 'accepted',
      bengaluru: 'declined',
      hanoi: 'withdrawn',
    } as const;
    expect([...citiesInUse([event('draft', partners)]).keys()].sort()).toEqual([
      'boston',
      'nha-trang',
      'rome',
      'tokyo',
    ]);
  });

  it('are not held by cancelled events', () => {
    expect(citiesInUse([event('cancelled', { rome: 'accepted' })]).size).toBe(0);
  });
});

describe('drafts', () => {
  it('are seen by organizers and liaisons of the programme, admins and services', () => {
    expect(programmesWithVisibleDrafts(organizerOf('forum'))).toEqual(['forum']);
    expect(programmesWithVisibleDrafts(liaisonOf('forum', 'rome'))).toEqual(['forum']);
    expect(programmesWithVisibleDrafts(ADMIN)).toBe('all');
    expect(programmesWithVisibleDrafts(SESSIONS)).toBe('all');
    expect(programmesWithVisibleDrafts(PARTICIPANT)).toEqual([]);
    expect(programmesWithVisibleDrafts({ kind: 'anonymous' })).toEqual([]);
  });
});
