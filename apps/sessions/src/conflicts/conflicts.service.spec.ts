import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  ChangeSession,
  EventChanged,
  FindConflicts,
  PublishRelease,
  textIn,
  type Actor,
  type Session,
} from '#contracts';
import { newId } from '#platform';
import { waitFor } from '#platform/testing';
import { withFestival } from '../testing/festival.js';
import { forumProgramme, PARTICIPANT, STRANGER } from '../testing/forum.js';

const on = (date: string, time: string) => ({ local: `${date}T${time}`, zone: 'Asia/Ho_Chi_Minh' });
const at = (local: string) => ({ local: `2027-06-10T${local}`, zone: 'Asia/Ho_Chi_Minh' });

describe('the conflicts of a schedule', () => {
  const world = withFestival();
  let programmeId: string;
  let organizer: Actor;
  beforeEach(() => {
    programmeId = newId();
    world.owned.programmes.push({ ...forumProgramme(), id: programmeId });
    world.festival.programmeId = programmeId;
    organizer = { kind: 'person', id: 'o', grants: [{ role: 'organizer', programmeId, city: null }] };
  });
  const create = (input: Parameters<typeof world.create>[0]) =>
    world.create({ parts: { 'nha-trang': 'required' }, allowConflicts: true, ...input }, organizer);
  const find = (actor = organizer) => world.service.ask(FindConflicts, { programmeId }, { actor });
  const change = ({ id }: Session, patch: Parameters<typeof world.change>[1]) =>
    world.service.ask(ChangeSession, { id, patch }, { actor: organizer });

  it('are found among drafts and released sessions, each with a way out', async () => {
    const first = await create({ title: 'First' });
    const second = await create({ title: 'Second', start: at('19:30') });
    const { items, more } = await find();
    expect(more).toBe(0);
    expect(items).toEqual([
      {
        kind: 'place',
        severity: 'error',
        sessions: [first.id, second.id],
        detail:
          '“Hall 1” (nha-trang) is taken twice: by “First” (2027-06-10T19:00:00 Asia/Ho_Chi_Minh, 60 minutes) and ' +
          '“Second” (2027-06-10T19:30:00 Asia/Ho_Chi_Minh, 60 minutes).',
        suggestion: {
          detail: '“Second” can start at 2027-06-10T20:00:00 (Asia/Ho_Chi_Minh).',
          session: second.id,
          start: { ...at('20:00:00'), instant: '2027-06-10T13:00:00Z' },
          needsMove: false,
        },
      },
    ]);
    await change(second, { start: at('20:00') });
    expect((await find()).items).toEqual([]);
  });

  it('know when a place or speaker can, by the clocks of its city', async () => {
    const morning = [{ from: '2027-06-10T08:00', to: '2027-06-10T12:00' }];
    const chair = { name: 'Chair', city: 'boston', availability: morning };
    const talk = await create({ speakers: [chair] });
    // 19:00 in Nha Trang is 08:00 in Boston.
    expect((await find()).items).toEqual([]);
    await change(talk, { start: at('18:45') });
    expect((await find()).items).toMatchObject([{ kind: 'availability', sessions: [talk.id] }]);
    await change(talk, { speakers: [{ id: talk.speakers[0]!.id, availability: null }] });
    expect((await find()).items).toEqual([]);
    await expect(
      change(talk, {
        speakers: [{ ...chair, availability: [{ from: '2027-06-10T12:00', to: '2027-06-10T12:00' }] }],
        place: {
          name: 'Hall 1',
          city: 'nha-trang',
          availability: [{ from: 'noon', to: '2027-06-10T12:00' }],
        },
      }),
    ).rejects.toMatchObject({
      code: 'validation.failed',
      errors: [{ path: 'place.availability[0].from' }, { path: 'speakers[0].availability[0].to' }],
    });
  });

  it('are no burdens that somebody gave a reason for, and relations that were broken on purpose', async () => {
    const tide = await create({ title: 'Tide', start: at('16:00'), parts: { boston: 'required' } });
    expect((await find()).items).toMatchObject([
      { kind: 'burden', sessions: [tide.id], severity: 'warning' },
    ]);
    expect(await change(tide, { burdenReason: 'The tide does not wait.' })).toMatchObject({
      burdenReason: 'The tide does not wait.',
      version: 2,
    });
    expect((await find()).items).toEqual([]);
    const after = await create({
      title: 'After',
      start: at('16:30'),
      place: { name: 'Hall 2', city: 'nha-trang' },
      relations: [{ kind: 'follows', session: tide.id }],
    });
    expect((await find()).items).toMatchObject([
      {
        kind: 'relation',
        sessions: [tide.id, after.id],
        suggestion: { start: { local: '2027-06-10T17:00:00' } },
      },
    ]);
  });

  it('are cities that are required and have withdrawn', async () => {
    const talk = await create({ parts: { 'nha-trang': 'required', rome: 'required', boston: 'invited' } });
    expect((await find()).items).toEqual([]);
    const partners = world.festival.partners.map((partner) => ({ ...partner, status: 'withdrawn' as const }));
    await world.service.publish(EventChanged, { ...world.festival, partners, version: 2 });
    await waitFor(async () => (await find()).items.length > 0);
    const { items } = await find();
    expect(items).toEqual([
      {
        kind: 'partner',
        severity: 'warning',
        sessions: [talk.id],
        detail: expect.stringMatching(/requires rome, which has withdrawn: .* “recording” or “none”/),
      },
    ]);
    await change(talk, { parts: { 'nha-trang': 'required', rome: 'recording' } });
    expect((await find()).items).toEqual([]);
  });

  it('are sessions outside of the days of their event, which stop no release', async () => {
    const { startsOn, endsOn } = world.festival;
    await create({ title: 'First evening', start: on(startsOn, '00:00') });
    await create({ title: 'Past midnight', start: on(endsOn, '23:30') });
    const watchParty = { local: `${endsOn}T23:00`, zone: 'America/New_York' };
    await create({ title: 'Watch party', start: watchParty, place: { name: 'Hub', city: 'boston' } });
    expect((await find()).items.filter(({ kind }) => kind === 'outside-event')).toEqual([]);

    const lost = await create({ title: 'Lost', start: on('2028-06-10', '19:00') });
    const { items } = await find();
    expect(items).toContainEqual({
      kind: 'outside-event',
      severity: 'warning',
      sessions: [lost.id],
      detail: `“Lost” (2028-06-10T19:00:00 Asia/Ho_Chi_Minh, 60 minutes) starts on none of the days of “${textIn(world.festival.title)}”, ${startsOn} to ${endsOn}.`,
      suggestion: {
        detail: `“Lost” can start at ${endsOn}T19:00:00 (Asia/Ho_Chi_Minh).`,
        session: lost.id,
        start: { ...on(endsOn, '19:00:00'), instant: `${endsOn}T12:00:00Z` },
        needsMove: false,
      },
    });
    const { changes } = await world.service.ask(
      PublishRelease,
      { eventId: world.festival.id },
      { actor: organizer },
    );
    expect(changes.map(({ session }) => session)).toContain(lost.id);
  });

  it('are those of sessions that have not ended, for who may see drafts', async () => {
    await create({ title: 'First' });
    await create({ title: 'Second' });
    expect((await find()).items).toHaveLength(1);
    await world.service.sql(
      `UPDATE sessions SET starts_at = clock_now() - INTERVAL '61 minutes' WHERE programme_id = $1`,
      [programmeId],
    );
    expect((await find()).items).toEqual([]);
    for (const actor of [STRANGER, PARTICIPANT]) {
      await expect(find(actor)).rejects.toMatchObject({ code: 'access.forbidden' });
    }
  });
});
