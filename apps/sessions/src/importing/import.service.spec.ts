import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CancelSession,
  ChangeSession,
  CheckImportOfSessions,
  CreateSession,
  FindReleases,
  FindSessions,
  ImportAppliedBySessions,
  ImportStarted,
  ReleasePublished,
  SessionChanged,
  type Actor,
  type ProgrammeFile,
} from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { answerForEvents, type OwnedByEvents } from '../testing/events-owner.js';
import {
  eventOf,
  forumCities,
  forumFile,
  forumProgramme,
  ORGANIZER,
  PROGRAMME,
  startSessions,
  STRANGER,
  talk,
} from '../testing/forum.js';

describe('importing a programme file', () => {
  let service: TestService;
  let end: () => Promise<void>;
  let owned: OwnedByEvents;
  let file: ProgrammeFile;

  beforeEach(async () => {
    file = forumFile();
    owned = { cities: forumCities(), programmes: [], events: [], imports: new Map() };
    service = await startSessions();
    end = await answerForEvents(service, owned);
  });
  afterEach(async () => {
    await end();
    await service.stop();
  });

  const eventIds = () => Object.fromEntries(file.events.map(({ slug }) => [slug, `event-${slug}`]));
  const check = (actor: Actor = ORGANIZER) => service.ask(CheckImportOfSessions, { file }, { actor });
  const sessionOf = (event: string, slug: string) =>
    file.events.find((each) => each.slug === event)!.sessions.find((each) => each.slug === slug)!;
  const sessions = async () =>
    (await service.ask(FindSessions, { programmeIds: [PROGRAMME] }, { actor: ORGANIZER })).items;

  /** What events does before it says that an import has started. */
  async function start({ release = false } = {}): Promise<string> {
    const importId = newId();
    owned.programmes = [forumProgramme()];
    owned.events = file.events.map((event) => eventOf(event, eventIds()[event.slug]!));
    owned.imports.set(importId, { programmeId: PROGRAMME, release, file, eventIds: eventIds() });
    await service.publish(ImportStarted, { importId, programmeId: PROGRAMME });
    return importId;
  }
  const applied = (importId: string) =>
    waitFor(async () =>
      (await service.factsOf(ImportAppliedBySessions)).find((fact) => fact.importId === importId),
    );

  it('takes the whole demo, releases it, and changes nothing the second time', async () => {
    const { errors, changes } = await check();
    expect(errors).toEqual([]);
    expect(changes.filter(({ noun }) => noun === 'session')).toHaveLength(17);

    const first = await applied(await start({ release: true }));
    expect(first).toMatchObject({ error: null, counts: { session: 17, place: 10, speaker: 19, release: 3 } });
    const found = await sessions();
    expect(found.filter(({ status }) => status === 'scheduled')).toHaveLength(15);
    expect(
      found
        .filter(({ start }) => start === null)
        .map(({ slug }) => slug)
        .sort(),
    ).toEqual(['mayors', 'startups']);
    expect(found.find(({ slug }) => slug === 'relay-rome')).toMatchObject({
      start: { instant: '2027-06-12T13:35:00Z' },
      relations: [{ kind: 'continues', session: expect.any(String), overlapMinutes: 5 }],
      place: { slug: 'piazza', city: 'rome' },
    });
    expect(found.find(({ slug }) => slug === 'mayors')!.parts).toEqual({
      boston: 'required',
      rome: 'required',
      tokyo: 'required',
      'nha-trang': 'invited',
      bengaluru: 'invited',
      'washington-dc': 'invited',
    });

    const facts = (await service.factsOf(SessionChanged)).length;
    expect(await check()).toEqual({ errors: [], changes: [] });
    expect(await applied(await start({ release: true }))).toMatchObject({ error: null, counts: {} });
    expect(await service.factsOf(SessionChanged)).toHaveLength(facts);
    expect(await service.factsOf(ReleasePublished)).toHaveLength(3);
    expect(await sessions()).toEqual(found);
  });

  it('leaves what has begun where it is, moves nothing that is released into the past, and takes drafts there', async () => {
    await applied(await start({ release: true }));
    const [over, ahead] = [sessionOf('sea-festival', 'opening'), sessionOf('sea-festival', 'closing')];
    await service.sql(
      `UPDATE sessions SET starts_at = clock_now() - INTERVAL '1 day', duration_minutes = 20 WHERE slug = $1`,
      [over.slug],
    );
    const known = await sessions();
    expect(await check()).toEqual({ errors: [], changes: [] });
    expect(await applied(await start())).toMatchObject({ error: null, counts: {} });
    expect(await sessions()).toEqual(known);

    const past = { local: '2026-06-10T19:00:00', zone: 'Asia/Ho_Chi_Minh' };
    const festival = file.events.find(({ slug }) => slug === 'sea-festival')!;
    festival.sessions.push({ ...ahead, slug: 'rehearsal', start: past, relations: [], parts: {} });
    expect((await check()).errors).toEqual([]);
    ahead.start = { ...past, local: '2026-06-11T19:00:00' };
    ahead.relations = [];
    expect((await check()).errors).toMatchObject([
      { path: expect.stringMatching(/\.start$/), message: expect.stringContaining('lies in the past') },
    ]);
  });

  it('names every error with its path, of the whole file at once', async () => {
    const newYork = 'America/New_York';
    sessionOf('spring-roundtable', 'roundtable').start = { local: '2027-03-28T02:30', zone: 'Europe/Rome' };
    sessionOf('spring-roundtable', 'clinic').relations = [{ kind: 'follows', session: 'nothing' }];
    sessionOf('sea-festival', 'opening').place = 'hall-9';
    sessionOf('sea-festival', 'opening').speakers = ['nobody'];
    sessionOf('sea-festival', 'healthcare').parts = { cairo: 'invited', atlantis: 'invited' };
    sessionOf('sea-festival', 'relay-nha-trang').relations = [{ kind: 'encore', session: 'relay-rome' }];
    sessionOf('autumn-week', 'opening-keynote').start = { local: '2027-11-07T01:30', zone: newYork };
    sessionOf('autumn-week', 'closing-keynote').start = { local: '2027-11-09T09:00', zone: 'Boston' };
    sessionOf('autumn-week', 'young-leaders').start = { local: '2027-11-05T09:30', zone: newYork };
    sessionOf('autumn-week', 'mayors').window = { from: '2027-11-05', to: '2027-11-04' };
    file.cities.push({ ...file.cities[0]!, slug: 'cairo' });

    const { errors, changes } = await check();

    expect(changes).toEqual([]);
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'events[0].sessions[0].start.local',
      'events[0].sessions[1].relations[0].session',
      'events[1].sessions[0].place',
      'events[1].sessions[0].speakers[0]',
      // Atlantis does not exist at all, which events says.
      'events[1].sessions[1].parts.cairo',
      'events[1].sessions[5].relations[0].session',
      'events[1].sessions[6].relations[0].session',
      'events[2].sessions[0].start.local',
      'events[2].sessions[1].start.zone',
      'events[2].sessions[3]',
      'events[2].sessions[4].window',
    ]);
    expect(errors.find(({ path }) => path === 'events[2].sessions[3]')!.message).toContain('Studio');
  });

  it('changes what differs and leaves the rest untouched', async () => {
    await applied(await start({ release: true }));
    const before = await sessions();
    file.events[1]!.places.find(({ slug }) => slug === 'hall-1')!.name = 'Great hall';
    sessionOf('autumn-week', 'startups').durationMinutes = 45;
    sessionOf('spring-roundtable', 'clinic').title = 'Answers from the cities';

    expect((await check()).changes).toEqual([
      { kind: 'change', noun: 'session', path: 'events[0].sessions[1]' },
      { kind: 'change', noun: 'place', path: 'events[1].places[1]' },
      { kind: 'change', noun: 'session', path: 'events[1].sessions[1]' },
      { kind: 'change', noun: 'session', path: 'events[1].sessions[2]' },
      { kind: 'change', noun: 'session', path: 'events[1].sessions[8]' },
      { kind: 'change', noun: 'session', path: 'events[2].sessions[5]' },
    ]);
    expect(await applied(await start())).toMatchObject({ counts: { place: 1, session: 5, release: 2 } });

    const changed = (await sessions()).filter(
      ({ id, version }) => version !== before.find((session) => session.id === id)!.version,
    );
    expect(changed.map(({ slug }) => slug).sort()).toEqual([
      'clinic',
      'closing',
      'healthcare',
      'investment-plenary',
      'startups',
    ]);
    const { items } = await service.ask(FindReleases, { eventId: 'event-sea-festival' });
    expect(items[0]!.changes).toMatchObject([
      { fields: ['place'] },
      { fields: ['place'] },
      { fields: ['place'] },
    ]);
  });

  it('keeps what was decided since: a start that came later, parts that were left open, a cancellation', async () => {
    await applied(await start());
    const mayors = (await sessions()).find(({ slug }) => slug === 'mayors')!;
    const tenOclock = { local: '2027-11-04T10:00', zone: 'America/New_York' };
    await service.ask(
      ChangeSession,
      { id: mayors.id, patch: { start: tenOclock, parts: { boston: 'required' } } },
      { actor: ORGANIZER },
    );
    const opening = (await sessions()).find(({ slug }) => slug === 'opening')!;
    await service.ask(CancelSession, { id: opening.id }, { actor: ORGANIZER });
    expect(await check()).toEqual({ errors: [], changes: [] });
  });

  it('does not move what other cities have agreed to', async () => {
    await applied(await start({ release: true }));
    sessionOf('sea-festival', 'opening').start = { local: '2027-06-10T20:00', zone: 'Asia/Ho_Chi_Minh' };
    const { errors } = await check();
    expect(errors).toEqual([
      { path: 'events[1].sessions[0].start', message: expect.stringMatching(/boston.*propose a move/) },
    ]);

    const before = await sessions();
    const { error, counts } = await applied(await start());
    expect(error).toContain('propose a move');
    expect(counts).toEqual({});
    expect(await sessions()).toEqual(before);
  });

  it('does not double-book what was made by hand', async () => {
    await applied(await start());
    const byHand = talk({
      eventId: 'event-autumn-week',
      title: 'By hand',
      place: 'studio',
      start: { local: '2027-11-03T09:00', zone: 'America/New_York' },
    });
    await service.ask(CreateSession, byHand, { actor: ORGANIZER });
    expect(await check()).toEqual({ errors: [], changes: [] });
    sessionOf('autumn-week', 'startups').start = { local: '2027-11-03T09:30', zone: 'America/New_York' };
    expect((await check()).errors).toEqual([
      { path: 'events[2].sessions[5]', message: expect.stringContaining('By hand') },
    ]);
  });

  it('is applied by one of two instances, after a while without the owner of the file', async () => {
    const second = await startSessions(service);
    await end();
    const importId = await start();
    await waitFor(async () => {
      const [work] = await service.sql<{ tries: number }>('SELECT tries FROM import_work');
      return work && work.tries > 0;
    });
    end = await answerForEvents(service, owned);
    expect(await applied(importId)).toMatchObject({ error: null, counts: { session: 17 } });
    expect(await service.sql('SELECT * FROM import_work')).toEqual([]);
    expect(await service.factsOf(ImportAppliedBySessions)).toHaveLength(1);
    await second.stop({ keep: true });
  });

  it('is for organizers of the programme, or of any when it is new', async () => {
    await expect(check({ kind: 'anonymous' })).rejects.toMatchObject({ code: 'access.unauthenticated' });
    await expect(check(STRANGER)).resolves.toMatchObject({ errors: [] });
    await applied(await start());
    await expect(check(STRANGER)).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});
