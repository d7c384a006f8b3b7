import { describe, expect, it } from '@jest/globals';
import { ChangeSession, CreateSession, ShiftSession, type Actor, type Session } from '#contracts';
import { newId } from '#platform';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, seaFestival, STRANGER, talk } from '../testing/forum.js';

const ZONE = 'Asia/Ho_Chi_Minh';
const at = (local: string) => ({ local: `2027-06-${local}`, zone: ZONE });
const BY_ITSELF = { 'nha-trang': 'required' } as const;
const WITH_BOSTON = { 'nha-trang': 'required', boston: 'required' } as const;

describe('a session whose relations are kept', () => {
  const world = withFestival();
  const place = (
    title: string,
    local: string,
    relations: Session['relations'] = [],
    parts: Session['parts'] = BY_ITSELF,
  ) => world.create({ title, start: at(local), relations, parts, place: null });
  const after = (session: Session, gapMinutes = 0) => [
    { kind: 'follows' as const, session: session.id, gapMinutes },
  ];
  const preview = ({ id }: Session, local: string, actor: Actor = ORGANIZER) =>
    world.service.ask(ShiftSession, { id, start: at(local) }, { actor });
  const starts = async () =>
    Object.fromEntries((await world.find()).map(({ title, start }) => [title, start!.local.slice(8, 16)]));

  it('holds when both of its sessions change at the same moment, in two events', async () => {
    const elsewhere = newId();
    world.owned.events.push(seaFestival({ id: elsewhere }));
    for (const day of ['10', '11', '12', '13', '14']) {
      const first = await place('First', `${day}T09:00`);
      const second = await world.create({
        eventId: elsewhere,
        title: 'Second',
        start: at(`${day}T13:00`),
        relations: after(first),
        parts: BY_ITSELF,
        place: null,
      });
      const outcomes = await Promise.allSettled([
        world.change(first, { start: at(`${day}T11:00`) }),
        world.change(second, { start: at(`${day}T11:00`) }),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('shows what another start drags along, and changes nothing', async () => {
    const talk = await place('Talk', '10T09:00');
    const panel = await place('Panel', '10T10:30', after(talk, 15));

    const shift = await preview(talk, '10T10:00');

    expect(shift).toMatchObject({ session: talk.id, needsMove: false, cities: [], obstacles: [] });
    expect(shift.broken.map(({ detail }) => detail)).toEqual([
      '“Panel” follows “Talk”: it starts at least 15 minutes after that has ended.',
    ]);
    expect(shift.drags).toEqual([
      {
        session: panel.id,
        title: 'Panel',
        status: 'draft',
        from: { ...at('10T10:30:00'), instant: '2027-06-10T03:30:00Z' },
        to: { ...at('10T11:15:00'), instant: '2027-06-10T04:15:00Z' },
        minutes: 45,
        relation: shift.broken[0],
        cities: [],
      },
    ]);
    expect(await starts()).toEqual({ Talk: '10T09:00', Panel: '10T10:30' });
  });

  it('refuses a start, or a length, that would break a relation, and names the shift that keeps it', async () => {
    const talk = await place('Talk', '10T09:00');
    const panel = await place('Panel', '10T10:00', after(talk));

    await expect(world.change(talk, { start: at('10T09:30') })).rejects.toMatchObject({
      code: 'relation.broken',
      extensions: {
        relations: [{ kind: 'follows', earlier: talk.id, later: panel.id }],
        shift: { drags: [{ session: panel.id, minutes: 30 }] },
      },
    });
    await expect(world.change(talk, { durationMinutes: 75 })).rejects.toMatchObject({
      code: 'relation.broken',
      extensions: { shift: { drags: [{ session: panel.id, minutes: 15 }] } },
    });
    await world.change(talk, { title: 'Talk of the day', start: at('10T08:00') });
    await world.change(talk, { start: at('10T09:30'), allowConflicts: true });
    // It is broken already: whoever touches it again is not told a second time.
    await world.change(talk, { start: at('10T09:35') });
  });

  it('is refused where it is new and its own start breaks one, unless somebody wants that', async () => {
    const talk = await place('Talk', '10T09:00');
    const before = await starts();
    await expect(place('Panel', '10T09:45', after(talk))).rejects.toMatchObject({
      code: 'relation.broken',
      detail: expect.stringContaining('“Panel” follows “Talk”'),
      extensions: { relations: [{ kind: 'follows', earlier: talk.id }] },
    });
    expect(await starts()).toEqual(before);
    const panel = { title: 'Panel', parts: BY_ITSELF, place: null, relations: after(talk) };
    await world.create({ ...panel, start: at('10T09:45'), allowConflicts: true });
    await world.create({ ...panel, title: 'Later', start: at('10T10:00') });
    await world.create({ ...panel, title: 'Someday', start: null });
  });

  it('is refused a new relation that its start breaks, as it is refused a start', async () => {
    const talk = await place('Talk', '10T09:00');
    const panel = await place('Panel', '10T09:45');
    await expect(world.change(panel, { relations: after(talk) })).rejects.toMatchObject({
      code: 'relation.broken',
      extensions: { relations: [{ kind: 'follows', earlier: talk.id, later: panel.id }] },
    });
    await world.change(panel, { relations: after(talk), allowConflicts: true });
    await world.change(panel, { relations: [] });
    await world.change(panel, { relations: after(talk), start: at('10T10:00') });
  });

  it('takes along what it drags, all or nothing', async () => {
    const talk = await place('Talk', '10T09:00');
    const panel = await place('Panel', '10T10:00', after(talk));
    await place('Dinner', '10T11:30', after(panel));

    await world.change(talk, { start: at('10T10:00'), withRelated: true });
    expect(await starts()).toEqual({ Talk: '10T10:00', Panel: '10T11:00', Dinner: '10T12:00' });
    expect((await world.find()).map(({ version }) => version)).toEqual([2, 2, 2]);

    await world.create({
      title: 'Rehearsal',
      start: at('10T13:15'),
      place: { name: 'Hall 9', city: 'nha-trang' },
    });
    await world.change(panel, { place: { name: 'Hall 9', city: 'nha-trang' } });
    await expect(world.change(talk, { start: at('10T11:30'), withRelated: true })).rejects.toMatchObject({
      code: 'schedule.conflict',
    });
    expect(await starts()).toMatchObject({ Talk: '10T10:00', Panel: '10T11:00', Dinner: '10T12:00' });
  });

  it('takes along sessions of other events of the programme', async () => {
    const other = seaFestival({ id: newId(), slug: 'other' });
    world.owned.events.push(other);
    const show = await place('Show', '10T09:00');
    const screening = await world.service.ask(
      CreateSession,
      talk({
        eventId: other.id,
        title: 'Screening',
        place: null,
        start: at('10T09:00'),
        parts: BY_ITSELF,
        relations: [{ kind: 'simulcast', session: show.id }],
      }),
      { actor: ORGANIZER },
    );
    await world.change(show, { start: at('10T09:20'), withRelated: true });
    const { drags } = await preview(show, '10T09:00');
    expect(drags).toMatchObject([{ session: screening.id, minutes: -20, relation: { kind: 'simulcast' } }]);
  });

  it('of which a city must be asked is moved by nobody alone', async () => {
    const talk = await place('Talk', '10T09:00');
    const panel = await place('Panel', '10T10:00', after(talk), WITH_BOSTON);
    await world.release();

    expect(await preview(talk, '10T09:30')).toMatchObject({
      needsMove: true,
      cities: ['boston'],
      drags: [{ session: panel.id, status: 'scheduled', cities: ['boston'] }],
    });
    await expect(world.change(talk, { start: at('10T09:30'), withRelated: true })).rejects.toMatchObject({
      code: 'move.required',
      extensions: {
        cities: ['boston'],
        propose: {
          path: '/v1/moves',
          body: {
            sessions: [
              { id: talk.id, start: at('10T09:30:00') },
              { id: panel.id, start: at('10T10:30:00') },
            ],
          },
        },
      },
    });
    expect(await starts()).toEqual({ Talk: '10T09:00', Panel: '10T10:00' });
  });

  it('says which session may not move as far as it would have to', async () => {
    const talk = await place('Talk', '10T09:00');
    const panel = await place('Panel', '10T10:00', after(talk));
    await world.change(panel, { window: { from: '2027-06-10', to: '2027-06-10' } });

    const shift = await preview(talk, '11T09:00');
    expect(shift.drags).toEqual([]);
    expect(shift.obstacles.map(({ detail }) => detail)).toEqual([
      expect.stringContaining(
        '“Panel” would have to start at 2027-06-11T10:00:00 (Asia/Ho_Chi_Minh) or later',
      ),
      expect.stringContaining(
        '“Talk” would have to start at 2027-06-10T22:59:00 (Asia/Ho_Chi_Minh) at the latest',
      ),
    ]);
    await expect(world.change(talk, { start: at('11T09:00'), withRelated: true })).rejects.toMatchObject({
      code: 'relation.broken',
    });
  });

  it('is shifted by its organizers only', async () => {
    const talk = await place('Talk', '10T09:00');
    await expect(preview(talk, '10T10:00', STRANGER)).rejects.toMatchObject({ code: 'not-found' });
    await expect(preview(talk, '10T10:00', LIAISON)).rejects.toMatchObject({ code: 'access.forbidden' });
    await world.release();
    const past = { id: talk.id, start: { ...at('10T10:00'), local: '2026-06-10T10:00' } };
    await expect(world.service.ask(ShiftSession, past, { actor: ORGANIZER })).rejects.toMatchObject({
      errors: [{ path: 'start.local' }],
    });
    await world.cancel(talk);
    await expect(preview(talk, '10T10:00')).rejects.toMatchObject({ code: 'session.state' });
  });

  it('is changed by two at once without breaking what either kept', async () => {
    const talk = await place('Talk', '10T09:00');
    const panel = await place('Panel', '10T10:00', after(talk));
    await Promise.allSettled([
      world.service.ask(
        ChangeSession,
        { id: talk.id, patch: { start: at('10T10:00'), withRelated: true } },
        { actor: ORGANIZER },
      ),
      world.service.ask(
        ChangeSession,
        { id: panel.id, patch: { start: at('10T09:30'), withRelated: true } },
        { actor: ORGANIZER },
      ),
    ]);
    const both = await world.find();
    const [first, second] = both.map(({ start }) => Date.parse(start!.instant));
    expect(second! - first!).toBeGreaterThanOrEqual(3_600_000);
    expect(both.map(({ title }) => title)).toEqual(['Talk', 'Panel']);
  });
});
