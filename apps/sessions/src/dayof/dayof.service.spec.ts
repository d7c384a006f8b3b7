import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  DelaySession,
  FindMeeting,
  FindMeetingAddresses,
  SetBackup,
  SetRecording,
  SetSessionStatus,
  type CreateSession,
  type InputOf,
  type Session,
} from '#contracts';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, PARTICIPANT, PARTICIPANTS_SERVICE, STRANGER } from '../testing/forum.js';

const world = withFestival();
const as = (actor = ORGANIZER) => ({ actor });
const delay = (session: Session, input: Omit<InputOf<typeof DelaySession>, 'id'>, actor = ORGANIZER) =>
  world.service.ask(DelaySession, { id: session.id, ...input }, { actor });
const say = (session: Session, input: Omit<InputOf<typeof SetSessionStatus>, 'id'>) =>
  world.service.ask(SetSessionStatus, { id: session.id, ...input }, as());
const switchTo = (session: Session, url: string | null) =>
  world.service.ask(SetBackup, { id: session.id, url }, as());
const meeting = (session: Session, actor = PARTICIPANTS_SERVICE) =>
  world.service.ask(FindMeeting, { sessionId: session.id }, { actor });

/** Tests share one clock, which only goes forward: each has a day of its own. */
let day = 9;
let opening: Session;
beforeEach(async () => {
  day += 1;
  await world.create({
    start: { local: `2027-06-${day}T19:00:00`, zone: 'Asia/Ho_Chi_Minh' },
    parts: { 'nha-trang': 'required', boston: 'required' },
    meetingUrl: 'https://meet.example.org/opening',
  });
  await world.release();
  opening = (await world.find())[0]!;
});
const clock = (time: string) => world.service.moveClockTo(`2027-06-${day}T${time}Z`);

describe('a delay', () => {
  it('is refused more than a day before, with what to do instead', async () => {
    await expect(delay(opening, { minutes: 15, reason: 'Rain' })).rejects.toMatchObject({
      code: 'delay.early',
      detail: expect.stringContaining('POST /v1/moves'),
    });
  });

  it('moves the session at once, asks nobody, and is told in one fact and one release', async () => {
    await clock('11:30:00');
    const told = await world.statesOf(opening);
    const late = await delay(opening, { minutes: 15, reason: 'Rain' });

    expect(late).toMatchObject({
      start: { local: `2027-06-${day}T19:15:00` },
      timeVersion: 2,
      sequence: 1,
      version: opening.version + 1,
      live: { state: 'delayed', message: 'Rain', delayMinutes: 15 },
    });
    const facts = (await world.statesOf(opening)).slice(told.length);
    expect(facts).toMatchObject([{ live: { state: 'delayed' }, timeVersion: 2 }]);
    expect((await world.releases())[0]).toMatchObject({ number: 2, changes: [{ kind: 'moved' }] });
  });

  it('is where a change of the start leads to on the day itself', async () => {
    await clock('11:30:00');
    const start = { local: `2027-06-${day}T19:15:00`, zone: 'Asia/Ho_Chi_Minh' };
    await expect(world.change(opening, { start })).rejects.toMatchObject({
      code: 'delay.required',
      extensions: { announce: { path: `/v1/sessions/${opening.id}/delay`, body: { start } } },
    });
    expect((await delay(opening, { start, reason: 'Rain' })).live).toMatchObject({ delayMinutes: 15 });
  });

  it('takes minutes or a start, not both and not none', async () => {
    await clock('11:30:00');
    const start = { local: `2027-06-${day}T19:15:00`, zone: 'Asia/Ho_Chi_Minh' };
    for (const input of [{}, { minutes: 15, start }]) {
      await expect(delay(opening, { ...input, reason: 'Rain' })).rejects.toMatchObject({
        errors: [{ path: 'minutes' }],
      });
    }
  });

  it('is for the programme’s organizers', async () => {
    for (const actor of [LIAISON, STRANGER, PARTICIPANT]) {
      await expect(delay(opening, { minutes: 15, reason: 'Rain' }, actor)).rejects.toMatchObject({
        code: 'access.forbidden',
      });
    }
  });
});

describe('a delay that breaks into others', () => {
  const zone = 'Asia/Ho_Chi_Minh';
  const at = (time: string) => ({ local: `2027-06-${day}T${time}:00`, zone });
  const named = async (title: string) => (await world.find()).find((session) => session.title === title)!;
  const place = (title: string, time: string, more: Partial<InputOf<typeof CreateSession>> = {}) =>
    world.create({ title, start: at(time), place: null, parts: { 'nha-trang': 'required' }, ...more });
  let nextDay: Session;
  beforeEach(async () => {
    await place('Songs', '20:00', { relations: [{ kind: 'continues', session: opening.id }] });
    await place('Lanterns', '21:00', { place: 'hall-1' });
    await place('Dance', '21:10', { relations: [{ kind: 'follows', session: 'songs' }] });
    nextDay = await world.create({
      title: 'Breakfast',
      start: { local: `2027-06-${day + 1}T22:00:00`, zone },
      place: null,
      relations: [{ kind: 'follows', session: 'dance' }],
    });
    await world.release();
    await clock('11:30:00');
  });

  it('shows what it collides with, and that in turn, and changes nothing else', async () => {
    const late = await delay(opening, { minutes: 90, reason: 'Rain' });
    expect(late.collisions).toMatchObject([
      { session: (await named('Songs')).id, kind: 'relation', to: at('21:30'), taken: false },
      { session: (await named('Lanterns')).id, kind: 'place', to: at('21:30'), taken: false },
      { session: (await named('Dance')).id, kind: 'relation', to: at('22:30'), taken: false },
    ]);
    expect(late.collisions![1]!.detail).toBe(
      `“Hall 1” is taken by “Opening” until 2027-06-${day}T21:30:00 (${zone}).`,
    );
    expect((await named('Songs')).start).toMatchObject(at('20:00'));
  });

  it('takes them along when that is wanted, each as little as it must be and told once', async () => {
    const told = new Map<string, number>();
    for (const title of ['Songs', 'Dance', 'Lanterns']) {
      told.set(title, (await world.statesOf(await named(title))).length);
    }
    const shown = await world.service.ask(
      DelaySession,
      { id: opening.id, minutes: 30, reason: 'Rain', withRelated: true, dryRun: true },
      as(),
    );
    expect((await named('Opening')).start).toMatchObject(at('19:00'));
    const late = await delay(opening, { minutes: 30, reason: 'Rain', withRelated: true });
    expect(late.collisions!.map(({ taken: _, ...each }) => each)).toEqual(
      shown.collisions!.map(({ taken: _, ...each }) => each),
    );
    expect(late.collisions).toMatchObject([
      {
        session: (await named('Songs')).id,
        to: at('20:30'),
        taken: true,
        kind: 'relation',
        with: opening.id,
      },
      { session: (await named('Dance')).id, to: at('21:30'), taken: true, kind: 'relation' },
    ]);
    for (const [title, time] of Object.entries({ Songs: '20:30', Dance: '21:30' })) {
      const session = await named(title);
      expect(session).toMatchObject({ start: at(time), live: { state: 'delayed', message: 'Rain' } });
      expect(await world.statesOf(session)).toHaveLength(told.get(title)! + 1);
    }
    expect((await named('Lanterns')).start).toMatchObject(at('21:00'));
    expect((await world.releases())[0]!.changes).toHaveLength(3);
  });

  it('names what stays in the way because its delay cannot be announced yet', async () => {
    await world.change(nextDay, {
      start: { local: `2027-06-${day + 1}T19:00:00`, zone },
      allowConflicts: true,
    });
    const hours = await delay(opening, { minutes: 1_380, reason: 'Storm', withRelated: true });
    const breakfast = hours.collisions!.find(({ session }) => session === nextDay.id)!;
    expect(breakfast).toMatchObject({ to: null, taken: false, detail: expect.stringContaining('24 hours') });
    expect((await named('Breakfast')).live).toBeNull();
  });
});

describe('what is said on the day', () => {
  it('is in replies and facts, and changes no calendar', async () => {
    await clock('12:05:00');
    const said = await say(opening, { state: 'technical-problem', message: 'No sound.' });
    expect(said).toMatchObject({
      live: { state: 'technical-problem', message: 'No sound.' },
      version: opening.version + 1,
      sequence: opening.sequence,
      timeVersion: opening.timeVersion,
    });
    expect((await world.find(PARTICIPANT))[0]!.live).toEqual(said.live);
    expect((await world.statesOf(opening)).at(-1)).toMatchObject({ live: said.live });
    expect(await world.releases()).toHaveLength(1);
  });

  it('said twice counts once', async () => {
    const once = await say(opening, { state: 'on-time', message: null });
    expect(await say(opening, { state: 'on-time', message: null })).toEqual(once);
  });

  it('has a recording afterwards, which everybody sees', async () => {
    const input = { id: opening.id, url: 'https://video.example.org/opening' };
    await expect(world.service.ask(SetRecording, input, as())).rejects.toMatchObject({
      code: 'session.state',
    });
    await clock('13:00:00');
    await world.service.ask(SetRecording, input, as());
    expect((await world.find(PARTICIPANT))[0]!.recordingUrl).toBe(input.url);
    expect((await world.statesOf(opening)).at(-1)).toMatchObject({ recordingUrl: input.url });
  });
});

describe('where it meets', () => {
  it('is its own address, the backup while that is switched in, else a room that nobody guesses', async () => {
    expect(await meeting(opening)).toEqual({
      url: 'https://meet.example.org/opening',
      live: null,
      start: opening.start,
      durationMinutes: 60,
      status: 'scheduled',
    });
    const backup = 'https://backup.example.org/opening';
    expect((await switchTo(opening, backup)).meeting).toEqual({
      meetingUrl: 'https://meet.example.org/opening',
      backupUrl: backup,
      url: backup,
    });
    expect((await meeting(opening)).url).toBe(backup);
    await switchTo(opening, null);
    expect((await meeting(opening)).url).toBe('https://meet.example.org/opening');

    await world.change(opening, { meetingUrl: null });
    const { url } = await meeting(opening);
    expect(url).toMatch(/^https:\/\/meet\.jit\.si\/meridian-[0-9a-f]{32}$/);
    expect((await meeting(opening)).url).toBe(url);
    const other = await world.create({
      title: 'Other',
      start: { local: '2027-07-31T09:00', zone: 'Asia/Tokyo' },
    });
    expect((await meeting(other)).url).toBeNull();
    await world.release();
    expect((await meeting(other)).url).not.toBe(url);
  });

  it('is in no reply, fact or release that the public reads', async () => {
    await switchTo(opening, 'https://backup.example.org/opening');
    const seen = JSON.stringify([
      await world.find(),
      await world.statesOf(opening),
      await world.releases(),
      await world.change(opening, { title: 'Opening of the festival' }),
    ]);
    expect(seen).not.toMatch(/meet\.|backup\./);
  });

  it('is told to services, and its addresses to organizers, and to nobody else', async () => {
    const addresses = (actor = ORGANIZER) =>
      world.service.ask(FindMeetingAddresses, { sessionId: opening.id }, { actor });
    expect(await addresses()).toMatchObject({ meetingUrl: 'https://meet.example.org/opening' });
    for (const actor of [LIAISON, STRANGER, PARTICIPANT]) {
      await expect(addresses(actor)).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    await expect(meeting(opening, ORGANIZER)).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  it('is changed of nothing that is cancelled', async () => {
    await world.cancel(opening);
    const clear = world.service.ask(SetRecording, { id: opening.id, url: null }, { actor: ORGANIZER });
    await expect(clear).rejects.toMatchObject({ code: 'session.state' });
  });

  it('is nowhere once it is cancelled', async () => {
    await world.cancel(opening);
    expect(await meeting(opening)).toMatchObject({ url: null, status: 'cancelled' });
    await expect(switchTo(opening, 'https://backup.example.org/x')).rejects.toMatchObject({
      code: 'session.state',
    });
  });

  it.each([
    'http://meet.example.org/x',
    'javascript:alert(1)',
    'https://user:pass@example.org',
    'room',
    'https://a b',
  ])('is never %s', async (url) => {
    await expect(switchTo(opening, url)).rejects.toMatchObject({ errors: [{ path: 'url' }] });
  });
});
