import type { Actor, Grant as GrantValue } from '#contracts';
import { newId } from '#platform';
import type { EntityManager } from 'typeorm';
import { Grant } from './grant.entity.js';
import { Login } from './login.entity.js';

/** Opens a login of this person; returns its id, from which the bearer token is derived. */
export async function openLogin(manager: EntityManager, personId: string, now: Date): Promise<string> {
  const id = newId();
  await manager.insert(Login, { id, personId, createdAt: now, revokedAt: null });
  return id;
}

/** Gives a grant; the same grant again is the one there is, and not new. */
export async function ensureGrant(
  manager: EntityManager,
  grant: GrantValue & { personId: string; givenBy: string; createdAt: Date },
): Promise<Grant & { isNew: boolean }> {
  const made = await manager.query<unknown[]>(
    `INSERT INTO grants (id, person_id, role, programme_id, city, given_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person_id, role, programme_id, city) DO NOTHING
     RETURNING 1`,
    [newId(), grant.personId, grant.role, grant.programmeId, grant.city, grant.givenBy, grant.createdAt],
  );
  const [found] = await manager.query<[{ id: string }]>(
    `SELECT id FROM grants WHERE person_id = $1 AND role = $2
       AND programme_id IS NOT DISTINCT FROM $3 AND city IS NOT DISTINCT FROM $4`,
    [grant.personId, grant.role, grant.programmeId, grant.city],
  );
  const stored = await manager.findOneByOrFail(Grant, { id: found.id });
  return Object.assign(stored, { isNew: made.length > 0 });
}

export async function grantsOf(manager: EntityManager, personId: string): Promise<GrantValue[]> {
  const grants = await manager.find(Grant, { where: { personId }, order: { id: 'ASC' } });
  return grants.map(({ role, programmeId, city }) => ({ role, programmeId, city }));
}

/** Whom these logins belong to, with their grants, by the login's id; those that are not valid are left out. */
export async function findActors(
  manager: EntityManager,
  loginIds: readonly string[],
): Promise<Map<string, Actor>> {
  const rows = await manager.query<{ loginId: string; id: string; grants: GrantValue[] }[]>(
    `SELECT login.id AS "loginId", login.person_id AS id, coalesce(
       (SELECT json_agg(json_build_object('role', role, 'programmeId', programme_id, 'city', city) ORDER BY id)
        FROM grants WHERE person_id = login.person_id), '[]') AS grants
     FROM logins login WHERE login.id = ANY($1) AND login.revoked_at IS NULL`,
    [loginIds],
  );
  return new Map(rows.map(({ loginId, id, grants }) => [loginId, { kind: 'person', id, grants }]));
}
