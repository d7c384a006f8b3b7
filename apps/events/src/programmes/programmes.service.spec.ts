import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ANONYMOUS,
  ChangeProgramme,
  CreateProgramme,
  FindProgrammes,
  InvitePartner,
  ProgrammeChanged,
  type Actor,
} from '#contracts';
import type { TestService } from '#platform/testing';
import {
  ADMIN,
  liaisonOf,
  makeCities,
  makeEvent,
  makeProgramme,
  ORGANIZER_ELSEWHERE,
  organizerOf,
  PARTICIPANT,
  refusalOf,
  SESSIONS,
  startEvents,
} from '../testing/world.js';

describe('programmes', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startEvents();
    await makeCities(service);
  });
  afterAll(() => service.stop());

  const find = async (actor: Actor, ...idsOrSlugs: string[]) =>
    (await service.ask(FindProgrammes, { idsOrSlugs }, { actor })).items.map(({ slug }) => slug);

  it('are made by any organizer, with defaults, and made known', async () => {
    const programme = await makeProgramme(service, 'forum');
    expect(programme).toMatchObject({
      slug: 'forum',
      title: 'Forum',
      description: null,
      movePolicy: { respondWithinHours: 168, onSilence: 'accept-if-not-worse' },
      offerPolicy: { mode: 'promote', holdHours: 12 },
      reminderRules: ['P7D', 'P1D', 'PT10M'],
      published: false,
      version: 1,
    });
    expect((await service.factsOf(ProgrammeChanged)).at(-1)).toEqual(programme);
  });

  it('are made once when the same request comes again with its key', async () => {
    const input = { slug: 'once', title: 'Once', cities: ['rome'] };
    const as = { actor: ADMIN, idempotencyKey: 'try-1' };
    const first = await service.ask(CreateProgramme, input, as);
    expect(await service.ask(CreateProgramme, input, as)).toEqual(first);
    expect(await refusalOf(service.ask(CreateProgramme, input, { actor: ADMIN }))).toEqual({
      code: 'slug.taken',
      paths: ['slug'],
    });
  });

  it('refuse cities that do not exist or stand twice, and people who organize nothing', async () => {
    const create = (cities: string[], actor: Actor) =>
      refusalOf(service.ask(CreateProgramme, { slug: 'x', title: 'X', cities }, { actor }));
    expect(await create(['rome', 'atlantis'], ADMIN)).toEqual({ code: 'city.unknown', paths: ['cities[1]'] });
    expect(await create(['rome', 'rome'], ADMIN)).toEqual({
      code: 'validation.failed',
      paths: ['cities[1]'],
    });
    expect(await create(['rome'], PARTICIPANT)).toMatchObject({ code: 'access.forbidden' });
    expect(await create(['rome'], ANONYMOUS)).toMatchObject({ code: 'access.unauthenticated' });
  });

  it('without a published event are seen by their own people, admins and services only', async () => {
    const { id } = await makeProgramme(service, 'hidden');
    for (const actor of [organizerOf(id), liaisonOf(id, 'rome'), ADMIN, SESSIONS]) {
      expect(await find(actor, id)).toEqual(['hidden']);
      expect(await find(actor, 'hidden', 'no-such')).toEqual(['hidden']);
    }
    for (const actor of [ANONYMOUS, PARTICIPANT, ORGANIZER_ELSEWHERE]) {
      expect(await find(actor, id, 'hidden')).toEqual([]);
    }
  });

  it('keep of a policy what a change leaves out', async () => {
    const { id } = await makeProgramme(service, 'policies');
    const change = (patch: object) =>
      service.ask(ChangeProgramme, { idOrSlug: id, patch }, { actor: organizerOf(id) });
    await change({ movePolicy: { respondWithinHours: 24 }, offerPolicy: { mode: 'offer' } });
    const changed = await change({ movePolicy: { onSilence: 'reject' }, offerPolicy: { holdHours: 6 } });
    expect(changed.movePolicy).toEqual({ respondWithinHours: 24, onSilence: 'reject' });
    expect(changed.offerPolicy).toEqual({ mode: 'offer', holdHours: 6 });
  });

  it('change by their organizers; to others an unpublished one does not exist', async () => {
    const { id } = await makeProgramme(service, 'changing');
    const change = (actor: Actor, patch: object, ifVersion?: number) =>
      service.ask(ChangeProgramme, { idOrSlug: 'changing', patch, ifVersion }, { actor });
    const changed = await change(organizerOf(id), { reminderRules: ['P1D'], description: 'A year' }, 1);
    expect(changed).toMatchObject({ reminderRules: ['P1D'], description: 'A year', version: 2 });
    expect(await change(ADMIN, { title: 'Forum' })).toMatchObject({ version: 2 });
    expect(await refusalOf(change(ADMIN, { title: 'Y' }, 1))).toMatchObject({ code: 'version.mismatch' });
    expect(await refusalOf(change(ORGANIZER_ELSEWHERE, {}))).toMatchObject({ code: 'not-found' });
    expect(await refusalOf(change(liaisonOf(id, 'rome'), {}))).toMatchObject({ code: 'access.forbidden' });
  });

  it('keep the cities that their events need', async () => {
    const programme = await makeProgramme(service, 'needed');
    const organizer = organizerOf(programme.id);
    const event = await makeEvent(service, programme);
    const invitation = { eventId: event.id, city: 'rome', modes: ['online' as const] };
    await service.ask(InvitePartner, invitation, { actor: organizer });
    const keep = (cities: string[]) =>
      service.ask(ChangeProgramme, { idOrSlug: programme.id, patch: { cities } }, { actor: organizer });
    expect(await refusalOf(keep(['nha-trang', 'boston']))).toEqual({
      code: 'city.in-use',
      paths: ['cities'],
    });
    expect(await refusalOf(keep(['rome', 'boston']))).toMatchObject({ code: 'city.in-use' });
    expect(await keep(['nha-trang', 'rome', 'tokyo'])).toMatchObject({ version: 2 });
  });
});
