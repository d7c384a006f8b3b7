import type { CopiedAggregate } from '#platform';

export const COPIES: CopiedAggregate[] = [
  { noun: 'city', owner: 'events', table: 'cities', key: 'slug' },
  { noun: 'session', owner: 'sessions', table: 'sessions', key: 'id' },
];
