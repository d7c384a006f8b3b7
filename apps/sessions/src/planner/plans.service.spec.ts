import { afterEach, describe, expect, it } from '@jest/globals';
import { DiscardPlan, StartPlan } from '#contracts';
import { newId } from '#platform';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, PARTICIPANT, PROGRAMME, STRANGER } from '../testing/forum.js';
import { planning, START_ONLY, WINDOW } from '../testing/planning.js';

const world = withFestival();
const { create, change, release, find, statesOf } = world;
const { start, read, ended, planned, apply } = planning(world);

// The festivals of all tests are of one programme, and their halls and chairs are the same.
afterEach(() =>
  world.service.sql(`UPDATE sessions SET status = 'cancelled' WHERE programme_id = $1`, [PROGRAMME]),
);

describe('a plan', () => {
  it('places what waits where no city bears more than it must, and is applied whole', async () => {
    const first = await create({ ...START_ONLY, title: 'First', window: WINDOW });
    const second = await create({
      ...START_ONLY,
      title: 'Second',
      window: WINDOW,
      relations: [{ kind: 'follows', session: 'first', gapMinutes: 15 }],
    });

    const started = await start();
    expect(started).toMatchObject({ status: 'running', programmeId: PROGRAMME, proposal: null });
    const plan = await ended(started);

    expect(plan).toMatchObject({
      status: 'proposed',
      proposal: {
        proof: 'proven',
        worst: 0,
        total: 0,
        kept: [],
        statement: expect.stringContaining('Proven'),
      },
    });
    const changes = new Map(plan.proposal!.changes.map((each) => [each.session, each]));
    const [one, two] = [changes.get(first.id)!, changes.get(second.id)!];
    expect(one).toMatchObject({ from: null, to: { place: { slug: 'hall-1' } } });
    expect(one.to.start.zone).toBe('Asia/Ho_Chi_Minh');
    expect(one.localTimes.map(({ city }) => city)).toContain('boston');
    const gap = Date.parse(two.to.start.instant) - Date.parse(one.to.start.instant);
    expect(gap).toBeGreaterThanOrEqual(75 * 60_000);
    expect((await find()).map(({ start: at }) => at)).toEqual([null, null]);

    expect(await apply(plan)).toMatchObject({ status: 'applied' });
    expect((await find()).map(({ id, start: at }) => [id, at])).toEqual([
      [first.id, one.to.start],
      [second.id, two.to.start],
    ]);
    expect((await statesOf(first)).map(({ version }) => version)).toEqual([1, 2]);
    await expect(apply(plan)).rejects.toMatchObject({ code: 'plan.state' });
  });

  it('keeps speakers and places from being double-booked, also by what stands already', async () => {
    const speakers = [{ name: 'Chair', city: 'nha-trang' }];
    const day = { from: '2027-06-11', to: '2027-06-11' };
    const zone = 'Asia/Ho_Chi_Minh';
    await create({ title: 'Standing', speakers, start: { local: '2027-06-11T09:00', zone } });
    const waiting = [
      await create({ ...START_ONLY, title: 'Same chair', place: null, speakers, window: day }),
      await create({ ...START_ONLY, title: 'Same hall', window: day }),
    ];

    const plan = await planned({ hours: { from: '09:00', to: '11:00' }, stepMinutes: 60 });

    expect(plan.proposal!.changes).toMatchObject(
      waiting.map(({ id }) => ({ session: id, to: { start: { local: '2027-06-11T10:00:00' } } })),
    );
  });

  it('begun twice with one key is one plan, also once there is nothing left to plan', async () => {
    await create({ ...START_ONLY, title: 'First', window: WINDOW });
    const as = { actor: ORGANIZER, idempotencyKey: newId() };
    const begin = () => world.service.ask(StartPlan, { eventId: world.festival.id }, as);
    const first = await begin();
    await apply(await ended(first));
    expect(await begin()).toEqual(first);
    await expect(start()).rejects.toMatchObject({ code: 'plan.empty' });
  });

  it('takes places that are offered to sessions without one', async () => {
    const { place } = await create({ ...START_ONLY, title: 'Hall' });
    const studio = await create({
      ...START_ONLY,
      title: 'Studio',
      place: { name: 'Studio', city: 'nha-trang' },
    });
    const window = { from: '2027-06-12', to: '2027-06-12' };
    const ids = [];
    for (const title of ['One', 'Two']) {
      ids.push((await create({ ...START_ONLY, title, place: null, window })).id);
    }
    const hours = { from: '10:00', to: '11:00' };
    const plan = await planned({ sessions: ids, places: ['hall-1', studio.place!.id], hours });

    const places = plan.proposal!.changes.map(({ to }) => to.place!.id);
    expect(places.sort()).toEqual([place!.id, studio.place!.id].sort());
  });

  it('moves placed drafts only when asked to improve, and then as few as possible', async () => {
    const zone = 'Asia/Ho_Chi_Minh';
    const good = await create({ title: 'Good', start: { local: '2027-06-11T10:00', zone } });
    const night = await create({
      title: 'Night',
      start: { local: '2027-06-11T02:10', zone },
      window: WINDOW,
    });

    await expect(start()).rejects.toMatchObject({ code: 'plan.empty' });
    await expect(start({ sessions: [night.id] })).rejects.toMatchObject({
      errors: [{ path: 'sessions[0]', message: expect.stringContaining('improve') }],
    });
    const plan = await planned({ improve: true });

    expect(plan.proposal).toMatchObject({ kept: [good.id], changes: [{ session: night.id }], total: 0 });
    expect(plan.proposal!.changes[0]!.from!.start).toMatchObject({ local: '2027-06-11T02:10:00' });
  });

  it('never moves what is released', async () => {
    const opening = await create();
    await release();
    await create({ ...START_ONLY, title: 'Later', window: WINDOW });

    await expect(start({ sessions: [opening.id], improve: true })).rejects.toMatchObject({
      errors: [{ path: 'sessions[0]', message: expect.stringContaining('scheduled') }],
    });
    const plan = await planned({ improve: true });
    expect(plan.proposal!.changes).toHaveLength(1);
  });

  it('keeps out of times that a required city blocks', async () => {
    const boston = world.owned.cities.find(({ slug }) => slug === 'boston')!;
    const before = boston.observances;
    boston.observances = [
      { from: '2027-06-10', to: '2027-06-11', label: 'Blackout', effect: 'block' },
      { from: '2027-06-12', to: '2027-06-12', label: 'Note', effect: 'note' },
    ];
    try {
      await create({
        ...START_ONLY,
        title: 'Blocked',
        parts: { boston: 'required' },
        window: { from: '2027-06-11', to: '2027-06-12' },
      });
      const plan = await planned();
      const { localTimes } = plan.proposal!.changes[0]!;
      expect(localTimes.find(({ city }) => city === 'boston')!.local.slice(0, 10)).toBe('2027-06-12');

      const none = await planned({ to: '2027-06-11' });
      expect(none).toMatchObject({
        status: 'infeasible',
        clash: { isIrreducible: true, constraints: [{ kind: 'session' }, { kind: 'blocked' }] },
      });
      expect(none.clash!.detail).toContain('“Blackout” blocks times in boston');
    } finally {
      boston.observances = before;
    }
  });

  it('that is impossible names what clashes in words', async () => {
    const day = { from: '2027-06-11', to: '2027-06-11' };
    const chair = [{ name: 'Chair', city: 'nha-trang' }];
    const a = await create({ ...START_ONLY, title: 'A', place: null, speakers: chair, window: day });
    const b = await create({ ...START_ONLY, title: 'B', place: null, speakers: chair, window: day });
    await create({ ...START_ONLY, title: 'Innocent', window: WINDOW });

    const plan = await planned({ hours: { from: '09:00', to: '10:00' } });

    expect(plan).toMatchObject({ status: 'infeasible', proposal: null });
    expect(plan.clash).toMatchObject({ isIrreducible: true });
    expect(plan.clash!.constraints.map(({ kind }) => kind)).toEqual([
      'session',
      'session',
      'speaker',
      'hours',
    ]);
    expect(plan.clash!.constraints[2]).toMatchObject({ sessions: [a.id, b.id] });
    expect(plan.clash!.detail).toContain('Chair speaks in “A” and “B”');
    expect(plan.clash!.detail).not.toContain('Innocent');
    await expect(apply(plan)).rejects.toMatchObject({ code: 'plan.state' });
  });
});

describe('applying a plan', () => {
  it('applies nothing when one of its sessions has changed', async () => {
    const first = await create({ ...START_ONLY, title: 'First', window: WINDOW });
    await create({ ...START_ONLY, title: 'Second', window: WINDOW });
    const plan = await planned();
    await change(first, { title: 'Renamed' });

    await expect(apply(plan)).rejects.toMatchObject({
      code: 'plan.outdated',
      detail: expect.stringContaining('Renamed'),
    });
    expect((await find()).every((session) => session.start === null)).toBe(true);
    expect(await read(plan.id)).toMatchObject({ status: 'proposed' });
  });

  it('applies nothing when somebody was placed in the way meanwhile', async () => {
    await create({ ...START_ONLY, title: 'Free', place: null, window: WINDOW });
    await create({ ...START_ONLY, title: 'Planned', window: WINDOW });
    const plan = await planned();
    const { to } = plan.proposal!.changes.find((each) => each.to.place !== null)!;
    await create({ title: 'In the way', start: { local: to.start.local, zone: to.start.zone } });

    await expect(apply(plan)).rejects.toMatchObject({ code: 'plan.outdated' });
    expect((await find()).filter((session) => session.start !== null)).toHaveLength(1);
  });

  it('happens once under concurrent tries', async () => {
    const first = await create({ ...START_ONLY, title: 'First', window: WINDOW });
    const plan = await planned();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => apply(plan)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await statesOf(first)).toHaveLength(2);
  });

  it('can be given up instead', async () => {
    await create({ ...START_ONLY, title: 'First', window: WINDOW });
    const plan = await planned();
    const discarded = await world.service.ask(DiscardPlan, { id: plan.id }, { actor: ORGANIZER });
    expect(discarded.status).toBe('discarded');
    await expect(apply(plan)).rejects.toMatchObject({ code: 'plan.state' });
  });

  it('is for the programme’s organizers, and plans are unknown to others', async () => {
    await create({ ...START_ONLY, title: 'First', window: WINDOW });
    for (const actor of [LIAISON, PARTICIPANT, STRANGER]) {
      await expect(start({}, actor)).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    const plan = await planned();
    for (const actor of [LIAISON, PARTICIPANT, STRANGER]) {
      expect(await read(plan.id, actor)).toBeUndefined();
      await expect(apply(plan, actor)).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('the limits of a plan', () => {
  it('are named', async () => {
    await create({ ...START_ONLY, title: 'Long', window: { from: '2027-06-01', to: '2027-06-30' } });
    await expect(start({ stepMinutes: 5 })).rejects.toMatchObject({
      errors: [{ path: 'stepMinutes', message: expect.stringContaining('at most 1000') }],
    });
    await expect(start({ from: '2027-07-10' })).rejects.toMatchObject({ errors: [{ path: 'from' }] });
    await expect(start({ places: ['hall-9'] })).rejects.toMatchObject({ errors: [{ path: 'places[0]' }] });
    await expect(start({ sessions: ['none'] })).rejects.toMatchObject({ errors: [{ path: 'sessions[0]' }] });
  });
});
