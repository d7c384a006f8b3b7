import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Authenticate,
  CityChanged,
  ConfirmSignIn,
  FindCities,
  FindMe,
  FindProgrammes,
  FindSignIn,
  GiveGrant,
  RegisterPerson,
  SignInRequested,
} from '#contracts';
import type { TestService } from '#platform/testing';
import { DataSource } from 'typeorm';
import { answerFor } from '../testing/answering.js';
import { aCity } from '../testing/events.js';
import { aProgramme } from '../testing/events.js';
import { tell } from '../testing/facts.js';
import {
  ADMIN,
  NOTIFICATIONS,
  ORGANIZER,
  person,
  PROGRAMME,
  startParticipants,
} from '../testing/participants.js';
import { register } from '../testing/people.js';
import { makeAdmin } from './admins.js';

describe('people and access', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startParticipants();
    await tell(service, CityChanged, aCity('boston', 'America/New_York'));
    await answerFor(service, FindProgrammes, ({ idsOrSlugs }) => ({
      items: idsOrSlugs?.includes('forum') || idsOrSlugs?.includes(PROGRAMME) ? [aProgramme()] : [],
      next: null,
    }));
    await answerFor(service, FindCities, () => ({ items: [], next: null }));
  });
  afterAll(() => service.stop());

  /** Asks for a sign-in mail as a visitor and reads its link's token as notifications does. */
  async function mailedToken(email: string): Promise<string> {
    const before = (await service.factsOf(SignInRequested)).length;
    await service.ask(RegisterPerson, { email, name: 'Visitor' });
    const { signInId } = (await service.factsOf(SignInRequested))[before]!;
    const { signIn } = await service.ask(FindSignIn, { signInId }, { actor: NOTIFICATIONS });
    expect(signIn).toMatchObject({ email });
    return signIn!.token;
  }

  it('gives an organizer the token of a new person, which then says who asks', async () => {
    const input = { email: 'Delegate@Boston.example', name: 'Delegate, Boston', city: 'boston' };
    const reply = await service.ask(RegisterPerson, input, { actor: ORGANIZER });
    expect(reply).toMatchObject({ outcome: 'created' });
    const { id, token } = reply as { id: string; token: string };
    const { actor } = await service.ask(Authenticate, { token });
    expect(actor).toEqual({ kind: 'person', id, grants: [] });
    const me = await service.ask(FindMe, {}, { actor: actor! });
    expect(me).toMatchObject({ email: 'delegate@boston.example', zone: 'America/New_York', grants: [] });
  });

  it('gives the same token to the same key, and stores it nowhere', async () => {
    const input = { email: 'once@example.org', name: 'Participant' };
    const as = { actor: ORGANIZER, idempotencyKey: 'once' };
    const first = (await service.ask(RegisterPerson, input, as)) as { token: string };
    expect(await service.ask(RegisterPerson, input, as)).toEqual(first);
    const stored = await service.sql<{ reply: unknown }>('SELECT reply FROM idempotency');
    expect(JSON.stringify(stored)).not.toContain(first.token);
  });

  it('stores no token in any table, though the same key gives each again', async () => {
    const as = { actor: ORGANIZER, idempotencyKey: 'register-guest' };
    const input = { email: 'guest@example.org', name: 'Guest' };
    const registered = (await service.ask(RegisterPerson, input, as)) as { token: string };
    const token = await mailedToken('guest@example.org');
    const confirm = () => service.ask(ConfirmSignIn, { token }, { idempotencyKey: 'confirm-guest' });
    const confirmed = await confirm();
    expect(await confirm()).toEqual(confirmed);
    expect(await service.ask(RegisterPerson, input, as)).toEqual(registered);

    const tables = await service.sql<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'participants'`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) => service.sql(`SELECT row_to_json(t)::text AS row FROM ${name} AS t`)),
    );
    const stored = JSON.stringify(rows);
    expect(stored).toContain('guest@example.org');
    for (const secret of [registered.token, token, confirmed.token]) {
      expect(stored).not.toContain(secret.split('.')[1]!);
    }
  });

  it('tells an organizer that an address is taken, and keeps the person’s data', async () => {
    const input = { email: 'taken@example.org', name: 'First' };
    await service.ask(RegisterPerson, input, { actor: ORGANIZER });
    await expect(
      service.ask(RegisterPerson, { ...input, name: 'Second' }, { actor: ORGANIZER }),
    ).rejects.toMatchObject({ code: 'email.taken', errors: [{ path: 'email' }] });
    expect(await service.sql('SELECT name FROM persons WHERE email = $1', [input.email])).toEqual([
      { name: 'First' },
    ]);
  });

  it('makes liaisons only of cities of the programme', async () => {
    const { id: participantId } = await register(service);
    await tell(service, CityChanged, aCity('tokyo', 'Asia/Tokyo'));
    const liaison = (city: string) =>
      service.ask(
        GiveGrant,
        { participantId, role: 'liaison', programme: 'forum', city },
        { actor: ORGANIZER },
      );
    await expect(liaison('tokyo')).rejects.toMatchObject({
      code: 'validation.failed',
      errors: [{ path: 'city', message: 'must be one of the cities of the programme' }],
    });
    expect(await liaison('boston')).toMatchObject({ city: 'boston' });
  });

  it.each([
    ['city', { city: 'atlantis' }, 'city.unknown'],
    ['zone', { zone: 'Mars/Olympus' }, 'time.zone'],
  ])('refuses an unknown %s', async (_, from, code) => {
    await expect(register(service, from)).rejects.toMatchObject({ code });
  });

  it('answers a visitor the same for known and unknown addresses, and mails both', async () => {
    const known = await register(service);
    const { email } = await service.ask(FindMe, {}, { actor: known });
    const before = (await service.factsOf(SignInRequested)).length;
    for (const address of [email, 'nobody-yet@example.org']) {
      expect(await service.ask(RegisterPerson, { email: address, name: 'Visitor' })).toEqual({
        outcome: 'mailed',
      });
    }
    const facts = (await service.factsOf(SignInRequested)).slice(before);
    expect(facts).toHaveLength(2);
    expect(facts[0]!.personId).toBe(known.id);
    expect(await service.sql('SELECT name FROM persons WHERE id = $1', [known.id])).toEqual([
      { name: 'Participant' },
    ]);
  });

  it('lets a mailed token in once, of 50 who try at the same time', async () => {
    const token = await mailedToken('visitor@example.org');
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => service.ask(ConfirmSignIn, { token }, { deadlineMs: 30_000 })),
    );
    const entered = tries.filter((one) => one.status === 'fulfilled');
    expect(entered).toHaveLength(1);
    const refused = tries.filter((one) => one.status === 'rejected').map((one) => one.reason.code);
    expect(new Set(refused)).toEqual(new Set(['sign-in.expired']));
    const { id, token: bearer } = entered[0]!.value;
    expect(await service.ask(Authenticate, { token: bearer })).toMatchObject({ actor: { id } });
    expect(
      await service.sql('SELECT confirmed_at IS NOT NULL AS ok FROM persons WHERE id = $1', [id]),
    ).toEqual([{ ok: true }]);
  });

  it('takes no bearer for a sign-in token, no forged one, and no login that was revoked', async () => {
    const reply = await service.ask(RegisterPerson, { email: 'r@example.org', name: 'R' }, { actor: ADMIN });
    const { id, token } = reply as { id: string; token: string };
    await expect(service.ask(ConfirmSignIn, { token })).rejects.toMatchObject({ code: 'sign-in.expired' });
    expect(await service.ask(Authenticate, { token: `${token}x` })).toEqual({ actor: null });
    await service.sql('UPDATE logins SET revoked_at = clock_now() WHERE person_id = $1', [id]);
    expect(await service.ask(Authenticate, { token })).toEqual({ actor: null });
  });

  it('gives addresses and links of sign-ins to services only', async () => {
    const asked = service.ask(FindSignIn, { signInId: 'any' }, { actor: ADMIN });
    await expect(asked).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  it('lets an organizer appoint a liaison of their programme, once', async () => {
    const { id } = await register(service);
    const wanted = { participantId: id, role: 'liaison', programme: 'forum', city: 'boston' } as const;
    const given = await service.ask(GiveGrant, wanted, { actor: ORGANIZER });
    expect(given).toMatchObject({
      participantId: id,
      role: 'liaison',
      programmeId: PROGRAMME,
      city: 'boston',
    });
    const again = await service.ask(GiveGrant, { ...wanted, programme: PROGRAMME }, { actor: ADMIN });
    expect(again.id).toBe(given.id);
    const me = await service.ask(FindMe, {}, { actor: person(id) });
    expect(me.grants).toEqual([{ role: 'liaison', programmeId: PROGRAMME, city: 'boston' }]);
  });

  it.each([
    [
      'an organizer of another programme',
      person('o', { role: 'organizer', programmeId: 'other', city: null }),
      'access.forbidden',
    ],
    ['a participant', person('p'), 'access.forbidden'],
    ['nobody', { kind: 'anonymous' } as const, 'access.unauthenticated'],
  ])('lets %s grant nothing', async (_, actor, code) => {
    const wanted = { participantId: 'x', role: 'organizer', programme: 'forum' } as const;
    await expect(service.ask(GiveGrant, wanted, { actor })).rejects.toMatchObject({ code });
  });

  it('lets only an admin make an admin', async () => {
    const { id } = await register(service);
    const wanted = { participantId: id, role: 'admin' } as const;
    await expect(service.ask(GiveGrant, wanted, { actor: ORGANIZER })).rejects.toMatchObject({
      code: 'access.forbidden',
    });
    expect(await service.ask(GiveGrant, wanted, { actor: ADMIN })).toMatchObject({
      role: 'admin',
      programmeId: null,
    });
  });

  it('says what a grant needs, and which programme or person there is not', async () => {
    const ask = (input: object) =>
      service.ask(GiveGrant, { participantId: 'x', role: 'liaison', ...input }, { actor: ADMIN });
    await expect(ask({})).rejects.toMatchObject({ errors: [{ path: 'programme' }, { path: 'city' }] });
    await expect(ask({ programme: 'none', city: 'boston' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask({ programme: 'forum', city: 'boston' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('makes the first administrator from outside, again the same', async () => {
    const source = service.app.get(DataSource);
    const admin = { email: 'admin@example.org', name: 'Administrator' };
    const made = await makeAdmin(source, admin);
    expect(await makeAdmin(source, admin)).toEqual(made);
    const me = await service.ask(FindMe, {}, { actor: person(made.id) });
    expect(me.grants).toEqual([{ role: 'admin', programmeId: null, city: null }]);
  });

  it('lets a sign-in expire after an hour', async () => {
    const token = await mailedToken('late@example.org');
    await service.moveClockTo(new Date(Date.now() + 3_600_000 + 1_000).toISOString());
    await expect(service.ask(ConfirmSignIn, { token })).rejects.toMatchObject({ code: 'sign-in.expired' });
    const { signInId } = (await service.factsOf(SignInRequested)).at(-1)!;
    expect(await service.ask(FindSignIn, { signInId }, { actor: NOTIFICATIONS })).toEqual({ signIn: null });
  });
});
