import { describe, expect, it } from '@jest/globals';
import { EventChanged, type Event, type Session } from '#contracts';
import { waitFor } from '#platform/testing';
import { withFestival } from '../testing/festival.js';
import { LIAISON, PARTICIPANT, talk } from '../testing/forum.js';

const world = withFestival();
const { create, change, cancel, release, releases, find, statesOf } = world;

describe('changing a session', () => {
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
    await world.service.sql(
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

  it('takes no start in the past once it is released; a draft may be a record of what has been', async () => {
    const start = { local: '2026-06-10T19:00:00', zone: 'Asia/Ho_Chi_Minh' };
    const past = await create({ start, title: 'Last year' });
    const opening = await create();
    expect(await change(past, { start: { ...start, local: '2026-06-11T19:00:00' } })).toMatchObject({
      start: { local: '2026-06-11T19:00:00' },
    });
    await release();
    await expect(change(opening, { start })).rejects.toMatchObject({
      code: 'validation.failed',
      errors: [{ path: 'start.local' }],
    });
    expect((await find()).find(({ id }) => id === opening.id)!.start).toEqual(opening.start);
  });

  it('gives no new start to what has begun, and no new length to what has taken place', async () => {
    const [running, over] = [await create(), await create({ title: 'Over', allowConflicts: true })];
    await release();
    await began(running, 30);
    await began(over, 90);
    const start = { local: '2027-06-11T19:00:00', zone: 'Asia/Ho_Chi_Minh' };
    for (const session of [running, over]) {
      await expect(change(session, { start })).rejects.toMatchObject({ code: 'session.state' });
    }
    await expect(change(over, { durationMinutes: 75 })).rejects.toMatchObject({ code: 'session.state' });
    await expect(change(running, { durationMinutes: 75, allowConflicts: true })).resolves.toMatchObject({
      durationMinutes: 75,
    });
    await expect(change(over, { title: 'It was good' })).resolves.toMatchObject({ title: 'It was good' });
  });

  it('cannot take the start from a released session, nor change a cancelled one', async () => {
    const opening = await create();
    await release();
    await expect(change(opening, { start: null })).rejects.toMatchObject({ code: 'session.state' });
    await cancel(opening);
    await expect(change(opening, { title: 'Revived' })).rejects.toMatchObject({ code: 'session.state' });
    await expect(change(opening, { meetingUrl: 'https://meet.example' })).rejects.toMatchObject({
      code: 'session.state',
    });
    await expect(cancel(opening)).rejects.toMatchObject({ code: 'session.state' });
  });
});

describe('cancelling a session', () => {
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

  it('is refused once it has taken place, and not while it goes on', async () => {
    const [running, over] = [await create(), await create({ title: 'Over', allowConflicts: true })];
    await release();
    await began(running, 30);
    await began(over, 90);
    await expect(cancel(over)).rejects.toMatchObject({
      code: 'session.state',
      detail: expect.stringContaining('taken place'),
    });
    expect(await cancel(running)).toMatchObject({ status: 'cancelled' });
  });

  it('happens to every session of a cancelled event, once', async () => {
    const opening = await create();
    await release();
    const closing = await create({ title: 'Closing', start: null });
    const cancelled: Event = { ...world.festival, status: 'cancelled', version: 2 };
    const id = await world.service.publish(EventChanged, cancelled);
    await world.service.publish(EventChanged, cancelled, id);
    await world.service.publish(EventChanged, cancelled);
    await world.service.publish(EventChanged, world.festival);

    await waitFor(async () => (await find()).every(({ status }) => status === 'cancelled'));
    await waitFor(async () => {
      const [row] = await world.service.sql<{ count: string }>(
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

  it('leaves alone what had ended when the event was cancelled, however late that is heard of', async () => {
    const over = await create({ title: 'Over' });
    const running = await create({ title: 'Running', allowConflicts: true });
    const soon = await create({ title: 'Soon', allowConflicts: true });
    await release();
    await began(over, 90);
    await began(running, 30);
    await began(soon, -60);
    await world.service.moveClockTo(new Date(Date.now() + 3 * 3_600_000).toISOString());
    await world.service.publish(EventChanged, { ...world.festival, status: 'cancelled', version: 2 });
    await waitFor(async () => (await find()).some(({ status }) => status === 'cancelled'));
    const statuses = new Map((await find()).map(({ id, status }) => [id, status]));
    expect([over, running, soon].map(({ id }) => statuses.get(id))).toEqual([
      'scheduled',
      'cancelled',
      'cancelled',
    ]);
  });
});

/** Lets a session have begun so many minutes ago. */
async function began({ id }: Session, minutes: number): Promise<void> {
  await world.service.sql(
    `UPDATE sessions SET starts_at = clock_now() - make_interval(mins => $2) WHERE id = $1`,
    [id, minutes],
  );
}
