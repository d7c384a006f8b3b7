import type { CopiedAggregate } from '#platform';

export const COPIES: CopiedAggregate[] = [
  { noun: 'city', owner: 'events', table: 'cities', key: 'slug' },
  { noun: 'programme', owner: 'events', table: 'programmes', key: 'id' },
  { noun: 'session', owner: 'sessions', table: 'sessions', key: 'id' },
];
