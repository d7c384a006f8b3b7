import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  AnswerPoll,
  AnswerPollByLink,
  EventChanged,
  FindPollInvitation,
  FindPollLinks,
  FindPolls,
  OpenPoll,
  type Partner,
  type Poll,
} from '#contracts';
import { waitFor } from '#platform/testing';
import { withFestival } from '../testing/festival.js';
import { LIAISON, ORGANIZER, PARTICIPANTS_SERVICE } from '../testing/forum.js';
import { liaisonOf } from '../testing/moving.js';

const world = withFestival();
const CANDIDATES = ['2027-06-11T11:00:00Z', '2027-06-12T11:00:00Z'];
const GOOD = [1, 2].map((candidate) => ({ candidate, answer: 'good' as const }));

let version = 1;
beforeEach(() => {
  version = 1;
});
async function romeIs(status: Partner['status']): Promise<void> {
  version += 1;
  const partners = world.festival.partners.map((partner) =>
    partner.city === 'rome' ? { ...partner, status } : partner,
  );
  await world.service.publish(EventChanged, { ...world.festival, partners, version });
  await waitFor(async () => {
    const [row] = await world.service.sql<{ version: number }>(
      `SELECT version FROM events WHERE id = '${world.festival.id}'`,
    );
    return row!.version === version;
  });
}
const session = (parts = { 'nha-trang': 'required', boston: 'required', rome: 'required' } as const) =>
  world.create({ start: null, parts });
const open = async () =>
  world.service.ask(
    OpenPoll,
    { sessionId: (await session()).id, candidates: CANDIDATES },
    { actor: ORGANIZER },
  );
const read = async ({ id }: Poll) =>
  (await world.service.ask(FindPolls, { ids: [id] }, { actor: ORGANIZER })).items[0]!;
const answer = ({ id }: Poll, city: string) =>
  world.service.ask(AnswerPoll, { id, city, answers: GOOD }, { actor: liaisonOf(city) });
const links = ({ id }: Poll) =>
  world.service.ask(
    FindPollLinks,
    { pollId: id, people: [{ city: 'rome' }, { city: 'boston' }] },
    { actor: PARTICIPANTS_SERVICE },
  );

describe('a poll and a city that has left the event', () => {
  it('does not ask it, and says why', async () => {
    await world.create({ start: null });
    await romeIs('declined');
    const poll = await open();
    expect(poll).toMatchObject({
      cities: ['boston', 'nha-trang'],
      missing: ['boston', 'nha-trang'],
      gone: [{ city: 'rome', detail: 'rome has declined the event and is not asked.' }],
    });
    expect((await links(poll)).items.map(({ city }) => city)).toEqual(['boston']);
    await romeIs('accepted');
    expect(await open()).toMatchObject({ cities: ['boston', 'nha-trang', 'rome'], gone: [] });
  });

  it('has nobody to ask when all that are required have left', async () => {
    const alone = await world.create({ start: null, parts: { rome: 'required' } });
    await romeIs('withdrawn');
    const asking = world.service.ask(
      OpenPoll,
      { sessionId: alone.id, candidates: CANDIDATES },
      { actor: ORGANIZER },
    );
    await expect(asking).rejects.toMatchObject({
      code: 'poll.state',
      detail: expect.stringContaining('left'),
    });
  });

  it('no longer waits for one that leaves while it is open, nor counts what it said', async () => {
    const poll = await open();
    const page = (await links(poll)).items.find(({ city }) => city === 'rome')!.page;
    await answer(poll, 'rome');
    await romeIs('withdrawn');
    await waitFor(async () => (await read(poll)).gone?.length === 1);
    expect(await read(poll)).toMatchObject({
      status: 'open',
      version: 3,
      cities: ['boston', 'nha-trang'],
      missing: ['boston', 'nha-trang'],
      answers: [],
      gone: [{ city: 'rome', status: 'withdrawn', detail: expect.stringContaining('since it was asked') }],
    });
    for (const late of [
      world.service.ask(AnswerPoll, { id: poll.id, answers: GOOD }, { actor: LIAISON }),
      world.service.ask(AnswerPollByLink, { token: page, answers: GOOD }),
    ]) {
      await expect(late).rejects.toMatchObject({
        code: 'poll.closed',
        detail: expect.stringContaining('rome has withdrawn'),
      });
    }
    expect(await world.service.ask(FindPollInvitation, { token: page })).toMatchObject({ status: 'closed' });
    await answer(poll, 'boston');
    expect(await answer(poll, 'nha-trang')).toMatchObject({ missing: [] });

    await romeIs('accepted');
    expect(await read(poll)).toMatchObject({ gone: [{ city: 'rome' }], missing: [] });
  });
});
