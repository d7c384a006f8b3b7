import type { CopiedAggregate } from '#platform';

export const COPIES: CopiedAggregate[] = [
  { noun: 'city', owner: 'events', table: 'city_copies', key: 'slug' },
  { noun: 'city', owner: 'events', table: 'city_copies', key: 'slug' },
  { noun: 'programme', owner: 'events', table: 'programme_copies', key: 'id' },
  { noun: 'event', owner: 'events', table: 'event_copies', key: 'id' },
  { noun: 'session', owner: 'sessions', table: 'session_copies', key: 'id' },
  { noun: 'move', owner: 'sessions', table: 'matter_copies', key: 'id', where: "kind = 'move'" },
  { noun: 'poll', owner: 'sessions', table: 'matter_copies', key: 'id', where: "kind = 'poll'" },
  { noun: 'role', owner: 'participants', table: 'role_copies', key: 'id' },
];
