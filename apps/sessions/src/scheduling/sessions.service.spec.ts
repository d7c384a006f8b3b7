import { describe, expect, it } from '@jest/globals';
import { CreateSession } from '#contracts';
import { newId } from '#platform';
import { withFestival } from '../testing/festival.js';
import { forumCities, ORGANIZER, PARTICIPANT, startSessions, STRANGER, talk } from '../testing/forum.js';

const world = withFestival();
const { create, change, cancel, find, statesOf } = world;

describe('creating a session', () => {
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

  it('refuses a window that ends before it begins', async () => {
    const window = { from: '2027-06-11', to: '2027-06-10' };
    await expect(create({ start: null, window })).rejects.toMatchObject({ errors: [{ path: 'window' }] });
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
    world.festival.status = 'draft';
    await expect(create({}, STRANGER)).rejects.toMatchObject({ code: 'not-found' });
    await expect(create({ eventId: 'no-such-event' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is refused in a cancelled event', async () => {
    world.festival.status = 'cancelled';
    await expect(create()).rejects.toMatchObject({ code: 'event.state' });
  });

  it('counts on the partners and cities of this moment, ahead of the facts', async () => {
    await create({ start: null });
    world.festival.partners = world.festival.partners.filter(({ city }) => city === 'rome');
    world.festival.version = 2;
    const later = await create({ start: null });
    expect(later.parts).toEqual({ 'nha-trang': 'required', rome: 'invited' });

    const cairo = { ...forumCities()[0]!, slug: 'cairo', zone: 'Africa/Cairo' };
    const programme = world.owned.programmes[0]!;
    world.owned.cities.push(cairo);
    world.owned.programmes = [
      { ...programme, cities: [...programme.cities, 'cairo'], version: programme.version + 1 },
    ];
    const watching = await change(later, { parts: { cairo: 'invited' } });
    expect(watching).toMatchObject({ parts: { cairo: 'invited' }, version: 2 });
  });

  it('happens once for one Idempotency-Key', async () => {
    const input = talk({ eventId: world.festival.id });
    const as = { actor: ORGANIZER, idempotencyKey: newId() };
    const first = await world.service.ask(CreateSession, input, as);
    expect(await world.service.ask(CreateSession, input, as)).toEqual(first);
    expect(await find()).toHaveLength(1);
    await expect(world.service.ask(CreateSession, { ...input, title: 'Other' }, as)).rejects.toMatchObject({
      code: 'idempotency.reused',
    });
  });
});

describe('double-booking', () => {
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
    const second = await startSessions(world.service);
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
