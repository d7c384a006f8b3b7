import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestService } from '#platform/testing';
import { DataSource } from 'typeorm';
import { PROGRAMME, startParticipants } from '../testing/participants.js';
import { registerMany } from '../testing/people.js';
import { ensureGrant, openLogin } from './access.queries.js';
import { ActorLookup } from './actor-lookup.js';

describe('logins that are looked up together', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
  });
  afterAll(() => service.stop());

  it('give each their own person with their grants, and nobody for what is no login or was ended', async () => {
    const dataSource = service.app.get(DataSource);
    const lookup = new ActorLookup(dataSource);
    const { manager } = dataSource;
    const now = new Date();
    const [plain, organizer, gone] = (await registerMany(service, 3)).map(({ id }) => id) as [
      string,
      string,
      string,
    ];
    const grant = { role: 'organizer', programmeId: PROGRAMME, city: null } as const;
    await ensureGrant(manager, { ...grant, personId: organizer, givenBy: 'test', createdAt: now });
    const logins = await Promise.all([plain, organizer, gone].map((id) => openLogin(manager, id, now)));
    await service.sql('UPDATE logins SET revoked_at = now() WHERE id = $1', [logins[2]]);

    const asked = [...logins, 'no login', logins[0]!];
    expect(await Promise.all(asked.map((id) => lookup.find(id)))).toEqual([
      { kind: 'person', id: plain, grants: [] },
      { kind: 'person', id: organizer, grants: [grant] },
      null,
      null,
      { kind: 'person', id: plain, grants: [] },
    ]);
  });

  it('fail together, and later ones do not', async () => {
    const lookup = new ActorLookup(service.app.get(DataSource));
    await service.sql('ALTER TABLE logins RENAME TO elsewhere');
    const failed = await Promise.allSettled([lookup.find('a'), lookup.find('b'), lookup.find('a')]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await service.sql('ALTER TABLE elsewhere RENAME TO logins');
    expect(await lookup.find('a')).toBeNull();
  });
});
