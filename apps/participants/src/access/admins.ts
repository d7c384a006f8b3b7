import { DataSource, IsNull } from 'typeorm';
import { insertPerson } from '../people/people.queries.js';
import { Person } from '../people/person.entity.js';
import { ensureGrant, openLogin } from './access.queries.js';
import { Login } from './login.entity.js';

/**
 * Makes somebody an administrator, creating them when their address is new. For the first one, whom nobody is there
 * to grant anything; again, it gives the same person and login.
 * @param email in lower case
 */
export function makeAdmin(
  dataSource: DataSource,
  { email, name }: { email: string; name: string },
): Promise<{ id: string; loginId: string }> {
  return dataSource.transaction(async (manager) => {
    const [{ now }] = await manager.query<[{ now: Date }]>('SELECT clock_now() AS now');
    await insertPerson(manager, { email, name }, now);
    const { id } = await manager.findOneByOrFail(Person, { email });
    await ensureGrant(manager, {
      personId: id,
      role: 'admin',
      programmeId: null,
      city: null,
      givenBy: 'make-admin',
      createdAt: now,
    });
    const login = await manager.findOneBy(Login, { personId: id, revokedAt: IsNull() });
    return { id, loginId: login?.id ?? (await openLogin(manager, id, now)) };
  });
}
