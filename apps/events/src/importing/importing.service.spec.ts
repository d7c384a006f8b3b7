import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AnswerPartner,
  ANONYMOUS,
  CheckImportOfEvents,
  CityChanged,
  EventChanged,
  FetchImportFile,
  FindCities,
  FindEvents,
  FindImport,
  FindProgrammes,
  ImportAppliedByParticipants,
  ImportAppliedBySessions,
  ImportStarted,
  ProgrammeChanged,
  StartImport,
  type Actor,
  ProgrammeFile,
  type ProgrammeImport,
} from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import {
  ADMIN,
  forumFile,
  liaisonOf,
  ORGANIZER_ELSEWHERE,
  organizerOf,
  PARTICIPANT,
  refusalOf,
  SESSIONS,
  startEvents,
} from '../testing/world.js';

describe('importing', () => {
  let service: TestService;
  /** The forum’s first import, into an empty database. */
  let first: ProgrammeImport;

  beforeAll(async () => {
    service = await startEvents();
    first = await start(forumFile());
  });
  afterAll(() => service.stop());

  const start = (file: ProgrammeFile, actor: Actor = ADMIN, idempotencyKey?: string) =>
    service.ask(StartImport, { file, release: true }, { actor, ...(idempotencyKey && { idempotencyKey }) });
  const status = async ({ id }: { id: string }) => service.ask(FindImport, { id }, { actor: ADMIN });
  const stateFacts = async () => [
    ...(await service.factsOf(CityChanged)),
    ...(await service.factsOf(ProgrammeChanged)),
    ...(await service.factsOf(EventChanged)),
  ];
  const applied = (importId: string, counts: Record<string, number> = {}, error: string | null = null) => ({
    importId,
    counts,
    error,
  });
  /** The forum under another slug, so that it is a programme of its own. */
  const another = (slug: string): ProgrammeFile => {
    const file = forumFile();
    return { ...file, programme: { ...file.programme, slug } };
  };

  it('makes cities, programme, events and invitations in one go and tells of each', async () => {
    expect(first).toMatchObject({
      status: 'applying',
      release: true,
      applied: { events: { city: 6, programme: 1, event: 3, partner: 15 } },
      error: null,
    });
    const as = { actor: SESSIONS };
    const { items: cities } = await service.ask(FindCities, {}, as);
    const { items: programmes } = await service.ask(FindProgrammes, {}, as);
    const { items: events } = await service.ask(FindEvents, { programmeIds: [first.programmeId] }, as);
    expect(cities).toHaveLength(6);
    expect(programmes).toMatchObject([{ id: first.programmeId, slug: 'aiws-forum-2027', published: false }]);
    expect(events.map(({ slug, status, partners }) => [slug, status, partners.length])).toEqual([
      ['spring-roundtable', 'draft', 5],
      ['sea-festival', 'draft', 5],
      ['autumn-week', 'draft', 5],
    ]);
    expect(new Set(await stateFacts())).toEqual(new Set([...cities, ...programmes, ...events]));
    expect(await service.factsOf(ImportStarted)).toEqual([
      { importId: first.id, programmeId: first.programmeId },
    ]);
  });

  it('gives services the file with the ids of its events', async () => {
    const fetched = await service.ask(FetchImportFile, { id: first.id }, { actor: SESSIONS });
    expect(fetched).toMatchObject({ programmeId: first.programmeId, release: true, file: forumFile() });
    const { items } = await service.ask(FindEvents, {}, { actor: SESSIONS });
    expect(fetched.eventIds).toEqual(Object.fromEntries(items.map(({ slug, id }) => [slug, id])));
    expect(await refusalOf(service.ask(FetchImportFile, { id: first.id }, { actor: ADMIN }))).toMatchObject({
      code: 'access.forbidden',
    });
  });

  it('is ready when sessions and participants have applied their parts, told twice and in any order', async () => {
    const id = newId();
    await service.publish(ImportAppliedByParticipants, applied(first.id, { slot: 19 }), id);
    await service.publish(ImportAppliedByParticipants, applied(first.id, { slot: 19 }), id);
    await service.publish(ImportAppliedBySessions, applied(first.id, { session: 17 }));
    const ready = await waitFor(async () => {
      const found = await status(first);
      return found.status === 'ready' ? found : null;
    });
    expect(ready.applied).toMatchObject({ sessions: { session: 17 }, participants: { slot: 19 } });
  });

  it('changes nothing the second time, and becomes ready again', async () => {
    const before = await stateFacts();
    const again = await start(forumFile(), organizerOf(first.programmeId));
    expect(again).toMatchObject({
      programmeId: first.programmeId,
      status: 'applying',
      applied: { events: {} },
    });
    expect(await stateFacts()).toEqual(before);
    expect((await service.factsOf(ImportStarted)).at(-1)).toMatchObject({ importId: again.id });
    await service.publish(ImportAppliedBySessions, applied(again.id));
    await service.publish(ImportAppliedByParticipants, applied(again.id));
    await waitFor(async () => (await status(again)).status === 'ready');
  });

  it('fails with the reason when another service could not apply its part', async () => {
    const { id } = await start(forumFile());
    await service.publish(ImportAppliedBySessions, applied(id, {}, 'Hall 1 was taken meanwhile'));
    await waitFor(async () => (await status({ id })).status === 'failed');
    expect(await status({ id })).toMatchObject({ error: 'sessions: Hall 1 was taken meanwhile' });
  });

  it('says what would change, and changes only that', async () => {
    const file = forumFile();
    file.events[0]!.title = 'Spring roundtable';
    file.events[1]!.partners[0]!.modes = ['online'];
    const check = await service.ask(CheckImportOfEvents, { file }, { actor: organizerOf(first.programmeId) });
    expect(check).toEqual({
      errors: [],
      changes: [
        { kind: 'change', noun: 'event', path: 'events[0]' },
        { kind: 'change', noun: 'partner', path: 'events[1].partners[0]' },
      ],
    });
    const before = await stateFacts();
    await start(file, organizerOf(first.programmeId));
    const told = (await stateFacts()).slice(before.length);
    expect(told).toMatchObject([
      { slug: 'spring-roundtable', title: 'Spring roundtable', version: 2 },
      { slug: 'sea-festival', version: 2 },
    ]);
  });

  it('lets a city’s answer stand', async () => {
    const ask = { programmeIds: [first.programmeId] };
    const [event] = (await service.ask(FindEvents, ask, { actor: SESSIONS })).items;
    const tokyo = event!.partners.find(({ city }) => city === 'tokyo')!;
    const answer = { partnerId: tokyo.id, answer: 'accept' as const, modes: ['online' as const] };
    await service.ask(AnswerPartner, answer, { actor: liaisonOf(first.programmeId, 'tokyo') });
    await start(forumFile());
    const { items } = await service.ask(FindEvents, { ids: [event!.id] }, { actor: SESSIONS });
    expect(items[0]!.partners).toContainEqual({ ...tokyo, status: 'accepted', modes: ['online'] });
  });

  it('refuses a file with errors as a whole, naming each', async () => {
    const file = another('wrong');
    file.events[0]!.hostCity = 'atlantis';
    file.events[1]!.endsOn = '2027-01-01';
    const errors = ['events[0].hostCity', 'events[1].endsOn'];
    const check = await service.ask(CheckImportOfEvents, { file }, { actor: ADMIN });
    expect(check.errors.map(({ path }) => path)).toEqual(errors);
    expect(check.changes).toEqual([]);
    expect(await refusalOf(start(file))).toEqual({ code: 'import.invalid', paths: errors });
    const found = await service.ask(FindProgrammes, { idsOrSlugs: ['wrong'] }, { actor: ADMIN });
    expect(found.items).toEqual([]);
  });

  it('is for organizers: of the programme when it exists, and for admins where cities are new', async () => {
    const file = another('new');
    file.cities.push({ ...file.cities[0]!, slug: 'hue', name: 'Huế' });
    expect(await refusalOf(start(file, ORGANIZER_ELSEWHERE))).toEqual({
      code: 'import.invalid',
      paths: ['cities[6]'],
    });
    expect(await start(another('new'), ORGANIZER_ELSEWHERE)).toMatchObject({
      applied: { events: { programme: 1, event: 3, partner: 15 } },
    });
    for (const [actor, code] of [
      [ORGANIZER_ELSEWHERE, 'access.forbidden'],
      [liaisonOf(first.programmeId, 'rome'), 'access.forbidden'],
      [PARTICIPANT, 'access.forbidden'],
      [ANONYMOUS, 'access.unauthenticated'],
    ] as const) {
      expect(await refusalOf(start(forumFile(), actor))).toMatchObject({ code });
      const check = service.ask(CheckImportOfEvents, { file: forumFile() }, { actor });
      expect(await refusalOf(check)).toMatchObject({ code });
    }
  });

  it('is shown to who started it and to organizers of its programme', async () => {
    const { id, programmeId } = await start(another('shown'), ORGANIZER_ELSEWHERE);
    for (const actor of [ORGANIZER_ELSEWHERE, organizerOf(programmeId), ADMIN, SESSIONS]) {
      expect(await service.ask(FindImport, { id }, { actor })).toMatchObject({ id, status: 'applying' });
    }
    for (const actor of [organizerOf(newId()), PARTICIPANT, ANONYMOUS]) {
      expect(await refusalOf(service.ask(FindImport, { id }, { actor }))).toMatchObject({
        code: 'not-found',
      });
    }
    expect(await refusalOf(status({ id: newId() }))).toMatchObject({ code: 'not-found' });
  });

  it('makes everything once when the same new file comes several times at once', async () => {
    // With no city that exists: nothing of it has a row that could be locked.
    const [boston] = forumFile().cities;
    const cities = ['salem', 'lynn'];
    const file = ProgrammeFile.parse({
      format: 'meridian/programme@1',
      cities: cities.map((slug) => ({ ...boston, slug })),
      programme: { slug: 'race', title: 'Regatta', cities },
    });
    const imports = await Promise.all([1, 2, 3, 4].map(() => start(file)));
    expect(new Set(imports.map(({ programmeId }) => programmeId)).size).toBe(1);
    const made = imports.filter(({ applied }) => Object.keys(applied['events']!).length > 0);
    expect(made).toHaveLength(1);
  });

  it('starts once when the same request comes again with its key', async () => {
    const started = await start(another('keyed'), ADMIN, 'key-1');
    expect(await start(another('keyed'), ADMIN, 'key-1')).toEqual(started);
    expect(await refusalOf(start(another('keyed-otherwise'), ADMIN, 'key-1'))).toMatchObject({
      code: 'idempotency.reused',
    });
  });
});
