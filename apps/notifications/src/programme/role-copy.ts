import type { RoleState } from '#contracts';
import type { Tx } from '#platform';

/** Keeps a role, unless this version or a newer one is kept already. @returns whether it was new */
export async function keepRole({ manager }: Tx, role: RoleState): Promise<boolean> {
  const { id, personId, programmeId, city, zone, version } = role;
  const kept = await manager.query<unknown[]>(
    `INSERT INTO role_copies AS copy (id, person_id, role, programme_id, city, zone, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id, zone = excluded.zone, version = excluded.version
       WHERE copy.version < excluded.version
     RETURNING 1`,
    [id, personId, role.role, programmeId, city, zone, version],
  );
  return kept.length > 0;
}
