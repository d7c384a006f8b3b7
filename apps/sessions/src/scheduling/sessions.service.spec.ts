import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CancelSession,
  ChangeSession,
  CreateSession,
  EventChanged,
  FindReleases,
  FindSessions,
  PublishRelease,
  SessionChanged,
  type Event,
  type InputOf,
  type Session,
} from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { answerForEvents, type OwnedByEvents } from '../testing/events-owner.js';
import {
  forumCities,
  forumProgramme,
  LIAISON,
  ORGANIZER,
  PARTICIPANT,
  seaFestival,
  startSessions,
  STRANGER,
  talk,
} from '../testing/forum.js';

describe('sessions', () => {
  let service: TestService;
  let end: () => Promise<void>;
  let festival: Event;
  const owned: OwnedByEvents = {
    cities: forumCities(),
    programmes: [forumProgramme()],
    events: [],
    imports: new Map(),
  };

  beforeAll(async () => {
    service = await startSessions();
    end = await answerForEvents(service, owned);
  });
  afterAll(async () => {
    await end();
    await service.stop();
  });
  // Each test has an event of its own, which the service has not heard of: it has to ask.
  beforeEach(() => {
    festival = seaFestival({ id: newId() });
    owned.events.push(festival);
  });

  const create = (input: Partial<InputOf<typeof CreateSession>> = {}, actor = ORGANIZER) =>
    service.ask(CreateSession, talk({ eventId: festival.id, ...input }), { actor });
  const change = (
    { id }: Session,
    patch: InputOf<typeof ChangeSession>['patch'],
    more: { ifVersion?: number } = {},
  ) => service.ask(ChangeSession, { id, patch, ...more }, { actor: ORGANIZER });
  const cancel = ({ id }: Session, actor = ORGANIZER) => service.ask(CancelSession, { id }, { actor });
  const release = () => service.ask(PublishRelease, { eventId: festival.id }, { actor: ORGANIZER });
  const releases = async () => (await service.ask(FindReleases, { eventId: festival.id })).items;
  const find = async (actor = ORGANIZER, more: Partial<InputOf<typeof FindSessions>> = {}) =>
    (await service.ask(FindSessions, { eventIds: [festival.id], ...more }, { actor })).items;
  const statesOf = async ({ id }: Session) =>
    (await service.factsOf(SessionChanged)).filter((state) => state.id === id);

  describe('creating', () => {
    it('stores wall time, zone, instant and tzdb, and answers with the local times of the cities', async () => {
      const opening = await create({ speakers: [{ name: 'Greeting, Boston', city: 'boston' }] });

      expect(opening).toMatchObject({
        slug: 'opening',
        status: 'draft',
        version: 1,
        sequence: 0,
        timeVersion: 1,
        release: null,
        place: { slug: 'hall-1', name: 'Hall 1', city: 'nha-trang', capacity: null },
        speakers: [{ slug: 'greeting-boston', name: 'Greeting, Boston', city: 'boston', status: 'invited' }],
        start: {
          local: '2027-06-10T19:00:00',
          zone: 'Asia/Ho_Chi_Minh',
          offset: '+07:00',
          instant: '2027-06-10T12:00:00Z',
          tzdb: expect.stringMatching(/^20\d\d[a-z]$/),
        },
        parts: {
          'nha-trang': 'required',
          boston: 'required',
          tokyo: 'invited',
          'washington-dc': 'invited',
          bengaluru: 'invited',
          rome: 'invited',
        },
      });
      expect(opening.localTimes[0]).toMatchObject({ city: 'nha-trang', burden: 1, dayShift: 0 });
      expect(opening.localTimes).toContainEqual({
        city: 'boston',
        zone: 'America/New_York',
        local: '2027-06-10T08:00:00',
        offset: '-04:00',
        dayShift: 0,
        burden: 1,
      });
      expect(await statesOf(opening)).toEqual([
        expect.objectContaining({ version: 1, ownCity: 'nha-trang', status: 'draft' }),
      ]);
    });

    it('tells other services who speaks by id alone', async () => {
      const opening = await create({ speakers: [{ name: 'Greeting, Boston', city: 'boston' }] });
      const [state] = await statesOf(opening);
      expect(state!.speakers).toEqual([{ id: opening.speakers[0]!.id, city: 'boston' }]);
      expect(JSON.stringify(state)).not.toContain('Greeting');
    });

    it('waits for a start when it has none, and then takes place in the host city', async () => {
      const { start, timeVersion, localTimes, parts } = await create({ start: null, place: null });
      expect({ start, timeVersion, localTimes }).toEqual({ start: null, timeVersion: 0, localTimes: [] });
      expect(parts['nha-trang']).toBe('required');
    });

    it('numbers slugs made from titles, and refuses one that was asked for twice', async () => {
      await create({ start: null });
      expect((await create({ start: null })).slug).toBe('opening-2');
      await expect(create({ slug: 'opening', start: null })).rejects.toMatchObject({ code: 'slug.taken' });
    });

    it('finds places and speakers again by name and city, by slug and by id', async () => {
      const first = await create({ speakers: [{ name: 'Host', city: 'nha-trang' }] });
      const later = { start: null, slug: undefined };
      const named = await create({ ...later, speakers: [{ name: 'Host', city: 'nha-trang' }] });
      const bySlug = await create({ ...later, place: 'hall-1', speakers: ['host'] });
      const byId = await create({
        ...later,
        place: first.place!.id,
        speakers: [{ id: first.speakers[0]!.id }],
      });
      for (const session of [named, bySlug, byId]) {
        expect(session.place).toEqual(first.place);
        expect(session.speakers[0]!.id).toBe(first.speakers[0]!.id);
      }
    });

    it('refuses places, speakers and sessions that the event does not have, naming the field', async () => {
      await expect(create({ place: 'hall-9' })).rejects.toMatchObject({
        code: 'validation.failed',
        errors: [{ path: 'place' }],
      });
      await expect(create({ speakers: ['nobody', {}] })).rejects.toMatchObject({
        errors: [{ path: 'speakers[0]' }, { path: 'speakers[1]' }],
      });
      await expect(create({ relations: [{ kind: 'encore', session: 'nothing' }] })).rejects.toMatchObject({
        errors: [{ path: 'relations[0].session' }],
      });
    });

    it('refuses cities outside of event and programme', async () => {
      const input = {
        place: { name: 'Louvre', city: 'paris' },
        speakers: [{ name: 'Speaker, Paris', city: 'paris' }],
        parts: { paris: 'invited' as const },
      };
      await expect(create(input)).rejects.toMatchObject({
        code: 'city.unknown',
        errors: [{ path: 'place.city' }, { path: 'speakers[0].city' }, { path: 'parts.paris' }],
      });
    });

    it.each([
      ['2027-03-14T02:30:00', 'America/New_York', 'time.gap', 'start.local'],
      ['2027-11-07T01:30:00', 'America/New_York', 'time.overlap', 'start.local'],
      ['2027-06-10T19:00:00', 'Asia/Nha_Trang', 'time.zone', 'start.zone'],
      ['10 June, seven', 'Asia/Ho_Chi_Minh', 'time.local', 'start.local'],
    ])('refuses the start %s in %s with %s', async (local, zone, code, path) => {
      await expect(create({ start: { local, zone } })).rejects.toMatchObject({ code, errors: [{ path }] });
    });

    it('offers a way out of a gap and an overlap', async () => {
      const zone = 'America/New_York';
      await expect(create({ start: { local: '2027-03-14T02:30:00', zone } })).rejects.toMatchObject({
        extensions: { suggestions: ['2027-03-14T01:30:00', '2027-03-14T03:30:00'] },
      });
      const local = '2027-11-07T01:30:00';
      await expect(create({ start: { local, zone } })).rejects.toMatchObject({
        extensions: { choices: ['2027-11-07T05:30:00Z', '2027-11-07T06:30:00Z'] },
      });
      const later = await create({ start: { local, zone, disambiguation: 'later' } });
      expect(later.start).toMatchObject({ instant: '2027-11-07T06:30:00Z', offset: '-05:00' });
    });

    it('is for organizers of the programme', async () => {
      await expect(create({}, PARTICIPANT)).rejects.toMatchObject({ code: 'access.forbidden' });
      await expect(create({}, STRANGER)).rejects.toMatchObject({ code: 'access.forbidden' });
      await expect(create({}, { kind: 'anonymous' })).rejects.toMatchObject({
        code: 'access.unauthenticated',
      });
    });

    it('does not tell strangers that a draft event exists', async () => {
      festival.status = 'draft';
      await expect(create({}, STRANGER)).rejects.toMatchObject({ code: 'not-found' });
      await expect(create({ eventId: 'no-such-event' })).rejects.toMatchObject({ code: 'not-found' });
    });

    it('is refused in a cancelled event', async () => {
      festival.status = 'cancelled';
      await expect(create()).rejects.toMatchObject({ code: 'event.state' });
    });

    it('counts on the partners and cities of this moment, ahead of the facts', async () => {
      await create({ start: null });
      festival.partners = festival.partners.filter(({ city }) => city === 'rome');
      festival.version = 2;
      const later = await create({ start: null });
      expect(later.parts).toEqual({ 'nha-trang': 'required', rome: 'invited' });

      const cairo = { ...forumCities()[0]!, slug: 'cairo', zone: 'Africa/Cairo' };
      const programme = owned.programmes[0]!;
      owned.cities.push(cairo);
      owned.programmes = [
        { ...programme, cities: [...programme.cities, 'cairo'], version: programme.version + 1 },
      ];
      const watching = await change(later, { parts: { cairo: 'invited' } });
      expect(watching).toMatchObject({ parts: { cairo: 'invited' }, version: 2 });
    });

    it('happens once for one Idempotency-Key', async () => {
      const input = talk({ eventId: festival.id });
      const as = { actor: ORGANIZER, idempotencyKey: newId() };
      const first = await service.ask(CreateSession, input, as);
      expect(await service.ask(CreateSession, input, as)).toEqual(first);
      expect(await find()).toHaveLength(1);
      await expect(service.ask(CreateSession, { ...input, title: 'Other' }, as)).rejects.toMatchObject({
        code: 'idempotency.reused',
      });
    });
  });

  describe('conflicts', () => {
    it('refuses a place and a speaker at the same time, naming the other sessions', async () => {
      const speakers = [{ name: 'Host', city: 'nha-trang' }];
      const opening = await create({ speakers });
      await expect(create({ title: 'Second', speakers: ['host'] })).rejects.toMatchObject({
        code: 'schedule.conflict',
        extensions: {
          sessions: [opening.id],
          conflicts: [
            { kind: 'place', sessions: [opening.id], detail: expect.stringContaining('Hall 1') },
            { kind: 'speaker', sessions: [opening.id], detail: expect.stringContaining('Host') },
          ],
        },
      });
      const allowed = await create({ title: 'Second', speakers: ['host'], allowConflicts: true });
      expect(allowed.status).toBe('draft');
    });

    it('lets sessions touch, and leaves out those that are cancelled or unplaced', async () => {
      const opening = await create();
      const next = { local: '2027-06-10T20:00:00', zone: 'Asia/Ho_Chi_Minh' };
      await expect(create({ start: next })).resolves.toMatchObject({ slug: 'opening-2' });
      await expect(create({ start: null })).resolves.toMatchObject({ slug: 'opening-3' });
      await cancel(opening);
      await expect(create()).resolves.toMatchObject({ slug: 'opening-4' });
    });

    it('leaves an accepted conflict alone while its time, place and speakers stay', async () => {
      await create();
      const second = await create({ allowConflicts: true });
      await expect(change(second, { title: 'Renamed' })).resolves.toMatchObject({ title: 'Renamed' });
      await expect(change(second, { durationMinutes: 90 })).rejects.toMatchObject({
        code: 'schedule.conflict',
      });
    });

    it('lets one of many at the same moment have the place, whichever instance they ask', async () => {
      const second = await startSessions(service);
      await create({ start: null });
      // Opens the connections of both pools, so that the tries really run side by side.
      await Promise.all(Array.from({ length: 20 }, () => find()));

      const tries = Array.from({ length: 16 }, (_, n) => create({ title: `Talk ${n}`, place: 'hall-1' }));
      const outcomes = await Promise.allSettled(tries);
      await second.stop({ keep: true });

      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(refused).toHaveLength(15);
      for (const reason of refused) expect(reason).toMatchObject({ code: 'schedule.conflict' });
    });
  });

  describe('changing', () => {
    it('counts what changed: versions, instants and what calendars see', async () => {
      const draft = await create({ parts: { 'nha-trang': 'required' } });
      const zone = 'Asia/Ho_Chi_Minh';
      const moved = await change(draft, { start: { local: '2027-06-10T20:00', zone } });
      expect(moved).toMatchObject({ version: 2, timeVersion: 2, sequence: 0 });
      await release();
      const longer = await change(moved, { durationMinutes: 90 });
      expect(longer).toMatchObject({ version: 4, timeVersion: 2, sequence: 1 });
      const spoken = await change(longer, { languages: ['vi', 'en'] });
      expect(spoken).toMatchObject({ version: 5, timeVersion: 2, sequence: 1 });
      expect((await statesOf(draft)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    });

    it('replaces the speakers, and those who stay keep their answer', async () => {
      const speakers = ['Host', 'Chair', 'Guest'].map((name) => ({ name, city: 'nha-trang' }));
      const draft = await create({ speakers });
      await service.sql(
        `UPDATE session_speakers SET status = 'confirmed' WHERE session_id = $1 AND position = 2`,
        [draft.id],
      );
      const changed = await change(draft, { speakers: ['guest', 'host', 'guest'] });
      expect(changed.speakers).toMatchObject([
        { slug: 'guest', status: 'confirmed' },
        { slug: 'host', status: 'invited' },
      ]);
      expect((await find())[0]).toEqual(changed);
      expect((await change(changed, { speakers: [] })).speakers).toEqual([]);
    });

    it('counts and tells nothing when nothing changes', async () => {
      const draft = await create();
      const same = await change(draft, { title: draft.title, start: talk().start!, place: 'hall-1' });
      expect(same).toEqual(draft);
      expect(await statesOf(draft)).toHaveLength(1);
    });

    it('is refused from an outdated page', async () => {
      const draft = await create();
      await change(draft, { title: 'Changed' }, { ifVersion: 1 });
      await expect(change(draft, { title: 'Again' }, { ifVersion: 1 })).rejects.toMatchObject({
        code: 'version.mismatch',
        extensions: { version: 2 },
      });
    });

    it('keeps relations to earlier sessions free of circles', async () => {
      const first = await create({ title: 'First', start: null });
      const second = await create({
        title: 'Second',
        start: null,
        relations: [{ kind: 'follows', session: 'first', gapMinutes: 15 }],
      });
      expect(second.relations).toEqual([{ kind: 'follows', session: first.id, gapMinutes: 15 }]);
      for (const session of ['first', 'second']) {
        await expect(change(first, { relations: [{ kind: 'encore', session }] })).rejects.toMatchObject({
          errors: [{ path: 'relations[0].session' }],
        });
      }
    });

    it('of a released session writes a release of one entry', async () => {
      const opening = await create({ parts: { 'nha-trang': 'required', rome: 'invited' } });
      await release();
      const start = { local: '2027-06-10T20:00:00', zone: 'Asia/Ho_Chi_Minh' };
      const moved = await change(opening, { start });
      expect(moved).toMatchObject({ status: 'scheduled', release: 1, sequence: 1, timeVersion: 2 });
      expect((await releases())[0]).toMatchObject({
        number: 2,
        changes: [
          {
            session: opening.id,
            kind: 'moved',
            from: { local: '2027-06-10T19:00:00', instant: '2027-06-10T12:00:00Z' },
            to: { ...start, instant: '2027-06-10T13:00:00Z' },
          },
        ],
      });
      await change(moved, { title: 'Renamed' });
      expect((await releases())[0]).toMatchObject({
        number: 3,
        changes: [{ kind: 'changed', fields: ['title'], title: 'Renamed' }],
      });
    });

    it('needs a move when other cities are required at the time of a released session', async () => {
      const opening = await create({ parts: { 'nha-trang': 'required', boston: 'required' } });
      const start = { local: '2027-06-10T20:00:00', zone: 'Asia/Ho_Chi_Minh' };
      const draft = await change(opening, { start });
      await release();
      await expect(change(draft, { start: talk().start! })).rejects.toMatchObject({
        code: 'move.required',
        extensions: { cities: ['boston'] },
      });
      // The same instant by another clock is no other time.
      const sameInstant = { local: '2027-06-10T15:00:00', zone: 'Europe/Rome' };
      expect(await change(draft, { start: sameInstant })).toMatchObject({ timeVersion: 2 });
    });

    it('cannot take the start from a released session, nor change a cancelled one', async () => {
      const opening = await create();
      await release();
      await expect(change(opening, { start: null })).rejects.toMatchObject({ code: 'session.state' });
      await cancel(opening);
      await expect(change(opening, { title: 'Revived' })).rejects.toMatchObject({ code: 'session.state' });
      await expect(cancel(opening)).rejects.toMatchObject({ code: 'session.state' });
    });
  });

  describe('cancelling', () => {
    it('of a draft is nobody else’s business', async () => {
      const cancelled = await cancel(await create());
      expect(cancelled).toMatchObject({ status: 'cancelled', version: 2, sequence: 0 });
      expect(await releases()).toEqual([]);
      expect(await find(PARTICIPANT)).toEqual([]);
    });

    it('of a released session is released', async () => {
      const opening = await create();
      await release();
      expect(await cancel(opening)).toMatchObject({ status: 'cancelled', version: 3, sequence: 1 });
      expect((await releases())[0]).toMatchObject({ number: 2, changes: [{ kind: 'cancelled' }] });
      expect(await find(PARTICIPANT)).toMatchObject([{ id: opening.id, status: 'cancelled' }]);
    });

    it('is for organizers, and drafts are unknown to others', async () => {
      const opening = await create();
      await expect(cancel(opening, PARTICIPANT)).rejects.toMatchObject({ code: 'not-found' });
      await expect(cancel(opening, LIAISON)).rejects.toMatchObject({ code: 'access.forbidden' });
      await release();
      await expect(cancel(opening, PARTICIPANT)).rejects.toMatchObject({ code: 'access.forbidden' });
    });

    it('happens to every session of a cancelled event, once', async () => {
      const opening = await create();
      await release();
      const closing = await create({ title: 'Closing', start: null });
      const cancelled: Event = { ...festival, status: 'cancelled', version: 2 };
      const id = await service.publish(EventChanged, cancelled);
      await service.publish(EventChanged, cancelled, id);
      await service.publish(EventChanged, cancelled);
      await service.publish(EventChanged, festival);

      await waitFor(async () => (await find()).every(({ status }) => status === 'cancelled'));
      await waitFor(async () => {
        const [row] = await service.sql<{ count: string }>(
          `SELECT count(*) FROM inbox WHERE consumer LIKE '%event-changed%'`,
        );
        return Number(row!.count) >= 3;
      });
      expect((await statesOf(opening)).map(({ status }) => status)).toEqual([
        'draft',
        'scheduled',
        'cancelled',
      ]);
      expect(await statesOf(closing)).toHaveLength(2);
      expect(await releases()).toMatchObject([
        { number: 2, changes: [{ session: opening.id, kind: 'cancelled' }] },
        { number: 1 },
      ]);
    });
  });
});
