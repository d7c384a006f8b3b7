import type { CopiedAggregate, OwnedAggregate } from '#platform';
import { publishRoles } from './roles/roles.queries.js';

/** What other services keep copies of. */
export const OWNS: OwnedAggregate[] = [{ noun: 'role', table: 'roles', key: 'id', republish: publishRoles }];

export const COPIES: CopiedAggregate[] = [
  { noun: 'city', owner: 'events', table: 'cities', key: 'slug' },
  { noun: 'programme', owner: 'events', table: 'programmes', key: 'id' },
  { noun: 'session', owner: 'sessions', table: 'sessions', key: 'id' },
];
