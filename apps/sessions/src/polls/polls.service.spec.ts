import { describe, expect, it } from '@jest/globals';
import {
  AnswerPoll,
  AnswerPollByLink,
  FindPollInvitation,
  FindPollLinks,
  FindPolls,
  OpenPoll,
  PickCandidate,
  PollChanged,
  WithdrawPoll,
  type Actor,
  type InputOf,
  type Poll,
  type Session,
} from '#contracts';
import { waitFor } from '#platform/testing';
import { withFestival } from '../testing/festival.js';
import {
  LIAISON,
  ORGANIZER,
  PARTICIPANT,
  PARTICIPANTS_SERVICE,
  PROGRAMME,
  STRANGER,
} from '../testing/forum.js';
import { PollLinks } from './poll-links.js';

const world = withFestival();
const { create, cancel, change, release, find, statesOf } = world;

const REQUIRED = { 'nha-trang': 'required', rome: 'required' } as const;
const CANDIDATES = [
  '2027-06-11T11:00:00Z',
  { local: '2027-06-11T19:00:00', zone: 'Asia/Ho_Chi_Minh' },
  { local: '2027-06-12T15:00:00', zone: 'Europe/Rome' },
];
const BOTH: Actor = {
  kind: 'person',
  id: 'liaison-both',
  grants: ['rome', 'nha-trang'].map((city) => ({ role: 'liaison', programmeId: PROGRAMME, city })),
};
const good = (candidate: number, note?: string | null) => ({
  candidate,
  answer: 'good' as const,
  ...(note !== undefined && { note }),
});

const unplaced = () => create({ start: null, parts: REQUIRED });
const open = ({ id }: Session, more: Partial<InputOf<typeof OpenPoll>> = {}, actor = ORGANIZER) =>
  world.service.ask(OpenPoll, { sessionId: id, candidates: CANDIDATES, ...more }, { actor });
const read = async ({ id }: Poll, actor: Actor = ORGANIZER) =>
  (await world.service.ask(FindPolls, { ids: [id] }, { actor })).items[0]!;
const answer = (
  { id }: Poll,
  answers: InputOf<typeof AnswerPoll>['answers'],
  actor: Actor = LIAISON,
  city?: string,
) => world.service.ask(AnswerPoll, { id, answers, ...(city && { city }) }, { actor });
const pick = ({ id }: Poll, candidate: number, actor = ORGANIZER) =>
  world.service.ask(PickCandidate, { id, candidate }, { actor });
const statesOfPoll = async ({ id }: Poll) =>
  (await world.service.factsOf(PollChanged)).filter((state) => state.id === id);
const linksOf = async ({ id }: Poll, city = 'rome') => {
  const people = [{ city, personId: 'p-1' }];
  const { items } = await world.service.ask(
    FindPollLinks,
    { pollId: id, people },
    { actor: PARTICIPANTS_SERVICE },
  );
  return items[0]!;
};
const follow = (token: string) => world.service.ask(FindPollInvitation, { token });
const answerByLink = (token: string, answers: InputOf<typeof AnswerPollByLink>['answers']) =>
  world.service.ask(AnswerPollByLink, { token, answers });

describe('asking the cities', () => {
  it('shows the candidates on the clocks of the required cities, with their burdens', async () => {
    const poll = await open(await unplaced(), { note: ' Which suits you? ' });

    expect(poll).toMatchObject({
      status: 'open',
      version: 1,
      cities: ['nha-trang', 'rome'],
      missing: ['nha-trang', 'rome'],
      note: 'Which suits you?',
      answers: [],
    });
    expect(poll.candidates).toMatchObject([
      {
        number: 1,
        start: { local: '2027-06-11T18:00:00', zone: 'Asia/Ho_Chi_Minh' },
        localTimes: [
          { city: 'nha-trang', burden: 1 },
          { city: 'rome', local: '2027-06-11T13:00:00', burden: 0 },
        ],
      },
      { number: 2, start: { instant: '2027-06-11T12:00:00Z' } },
      { number: 3, start: { zone: 'Europe/Rome', instant: '2027-06-12T13:00:00Z' } },
    ]);
    expect(await statesOfPoll(poll)).toMatchObject([{ version: 1, ownCity: 'nha-trang', answers: [] }]);
  });

  it('has a deadline in a week when nobody says another', async () => {
    const poll = await open(await unplaced());
    const [row] = await world.service.sql<{ week: Date }>(
      `SELECT opened_at + interval '7 days' AS week FROM polls WHERE id = '${poll.id}'`,
    );
    expect(row!.week.getTime() - Date.parse(poll.respondBy)).toBeLessThan(60_000);
    await world.service.ask(WithdrawPoll, { id: poll.id }, { actor: ORGANIZER });
  });

  it('refuses what could not be answered, naming the field', async () => {
    const session = await unplaced();
    const refused = (more: Partial<InputOf<typeof OpenPoll>>) => expect(open(session, more)).rejects;
    await refused({ candidates: ['2020-01-01T10:00:00Z', CANDIDATES[0]!] }).toMatchObject({
      errors: [{ path: 'candidates[0]' }],
    });
    await refused({ candidates: [CANDIDATES[1]!, '2027-06-11T12:00:00Z'] }).toMatchObject({
      errors: [{ path: 'candidates[1]', message: 'is the same time as candidate 1' }],
    });
    await refused({ respondBy: '2027-06-11T11:30:00Z' }).toMatchObject({ errors: [{ path: 'respondBy' }] });
    await refused({
      candidates: [{ local: '2027-03-14T02:30', zone: 'America/New_York' }, CANDIDATES[0]!],
    }).toMatchObject({ code: 'time.gap', errors: [{ path: 'candidates[0].local' }] });
    await expect(open(await create({ start: null, parts: { rome: 'invited' } }))).rejects.toMatchObject({
      code: 'poll.state',
    });
  });

  it('happens once at a time for a session', async () => {
    const session = await unplaced();
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => open(session)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(open(session)).rejects.toMatchObject({ code: 'poll.exists' });
    const { items } = await world.service.ask(FindPolls, { sessionIds: [session.id] }, { actor: ORGANIZER });
    await world.service.ask(WithdrawPoll, { id: items[0]!.id }, { actor: ORGANIZER });
    expect(await open(session)).toMatchObject({ status: 'open' });
  });

  it('is for organizers; liaisons of the programme read it, others don’t know of it', async () => {
    const session = await unplaced();
    await expect(open(session, {}, LIAISON)).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(open(session, {}, STRANGER)).rejects.toMatchObject({ code: 'not-found' });
    const poll = await open(session);
    expect(await read(poll, LIAISON)).toMatchObject({ id: poll.id });
    for (const actor of [PARTICIPANT, STRANGER]) {
      expect(await read(poll, actor)).toBeUndefined();
      await expect(answer(poll, [good(1)], actor)).rejects.toMatchObject({ code: 'not-found' });
      await expect(pick(poll, 1, actor)).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(pick(poll, 1, LIAISON)).rejects.toMatchObject({ code: 'access.forbidden' });
  });
});

describe('answering', () => {
  it('is for the liaison of an asked city, candidate by candidate, and can be changed', async () => {
    const poll = await open(await unplaced());
    await answer(poll, [good(1, 'Before lunch'), { candidate: 2, answer: 'cannot' }]);
    const changed = await answer(poll, [{ candidate: 1, answer: 'possible' }, good(3)]);

    expect(changed.answers).toMatchObject([
      { city: 'rome', candidate: 1, answer: 'possible', note: 'Before lunch', via: 'api' },
      { city: 'rome', candidate: 2, answer: 'cannot', note: null },
      { city: 'rome', candidate: 3, answer: 'good' },
    ]);
    expect(changed).toMatchObject({ version: 3, missing: ['nha-trang'] });
    expect((await answer(poll, [good(1, null)])).answers[0]).toMatchObject({ note: null });
    // Told to others without a word of what cities wrote.
    expect(JSON.stringify(await statesOfPoll(poll))).not.toContain('lunch');
  });

  it('says nothing new when nothing is new', async () => {
    const poll = await open(await unplaced());
    await answer(poll, [good(1)]);
    expect(await answer(poll, [good(1)])).toMatchObject({ version: 2 });
    expect(await statesOfPoll(poll)).toHaveLength(2);
  });

  it('needs the city named by who answers for several, and never another’s', async () => {
    const poll = await open(await unplaced());
    await expect(answer(poll, [good(1)], BOTH)).rejects.toMatchObject({ errors: [{ path: 'city' }] });
    expect((await answer(poll, [good(1)], BOTH, 'nha-trang')).answers).toMatchObject([{ city: 'nha-trang' }]);
    await expect(answer(poll, [good(1)], LIAISON, 'nha-trang')).rejects.toMatchObject({
      code: 'access.forbidden',
    });
    await expect(answer(poll, [good(1)], ORGANIZER)).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(answer(poll, [good(4)])).rejects.toMatchObject({
      errors: [{ path: 'answers[0].candidate' }],
    });
  });

  it('ends at the deadline, which closes the poll, and it can be picked from afterwards', async () => {
    const session = await unplaced();
    const [row] = await world.service.sql<{ soon: string }>(
      `SELECT to_char(clock_now() AT TIME ZONE 'UTC' + interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS soon`,
    );
    const poll = await open(session, { respondBy: row!.soon });
    const { page } = await linksOf(poll);
    await world.service.sql(`UPDATE polls SET respond_by = clock_now() WHERE id = $1`, [poll.id]);

    await expect(answer(poll, [good(1)])).rejects.toMatchObject({ code: 'poll.closed' });
    await expect(answerByLink(page, [good(1)])).rejects.toMatchObject({ code: 'poll.closed' });
    expect(await follow(page)).toMatchObject({ status: 'closed' });
    await waitFor(async () => (await read(poll)).status === 'closed');
    expect((await pick(poll, 1)).poll).toMatchObject({ status: 'picked', picked: 1 });
  });
});

describe('picking', () => {
  it('places the draft, tells nobody else, and ends the poll', async () => {
    const session = await unplaced();
    const poll = await open(session);
    const picked = await pick(poll, 3);

    expect(picked.session).toMatchObject({
      status: 'draft',
      start: { local: '2027-06-12T15:00:00', zone: 'Europe/Rome' },
    });
    expect(picked.poll).toMatchObject({ status: 'picked', picked: 3, version: 2 });
    expect((await statesOf(session)).map(({ status }) => status)).toEqual(['draft', 'draft']);
    expect(await world.releases()).toEqual([]);
    await expect(pick(poll, 1)).rejects.toMatchObject({ code: 'poll.state' });
    await expect(answer(poll, [good(1)])).rejects.toMatchObject({ code: 'poll.closed' });
    await expect(pick(poll, 4)).rejects.toMatchObject({ errors: [{ path: 'candidate' }] });
  });

  it('happens once under concurrent picks of different candidates', async () => {
    const session = await unplaced();
    const poll = await open(session);
    const tries = await Promise.allSettled([1, 2, 3, 1, 2, 3].map((candidate) => pick(poll, candidate)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await statesOf(session)).toHaveLength(2);
  });

  it('keeps to the rules of any change', async () => {
    const session = await unplaced();
    const poll = await open(session);
    await create({ title: 'In the hall', start: { local: '2027-06-11T19:30', zone: 'Asia/Ho_Chi_Minh' } });
    await expect(pick(poll, 2)).rejects.toMatchObject({ code: 'schedule.conflict' });
    expect(await read(poll)).toMatchObject({ status: 'open', version: 1 });

    await change(session, { start: { local: '2027-06-13T10:00', zone: 'Asia/Ho_Chi_Minh' } });
    await release();
    await expect(pick(poll, 1)).rejects.toMatchObject({
      code: 'move.required',
      extensions: expect.objectContaining({ cities: ['rome'] }),
    });
    expect((await find()).find(({ id }) => id === session.id)!.start!.local).toBe('2027-06-13T10:00:00');
  });

  it('is over when the session is cancelled', async () => {
    const session = await unplaced();
    const poll = await open(session);
    await cancel(session);
    await waitFor(async () => (await read(poll)).status === 'withdrawn');
    await expect(open(session)).rejects.toMatchObject({ code: 'session.state' });
  });
});

describe('a link in mail', () => {
  it('shows its city’s view, without the others’ answers, and changes nothing', async () => {
    const poll = await open(await unplaced());
    await answer(poll, [good(1, 'ours')], BOTH, 'nha-trang');
    const links = await linksOf(poll);
    expect(links.answers).toHaveLength(9);
    const chosen = links.answers.find((each) => each.candidate === 2 && each.answer === 'cannot')!;

    const view = await follow(chosen.token);
    expect(view).toMatchObject({
      city: 'rome',
      zone: 'Europe/Rome',
      status: 'open',
      chosen: { candidate: 2, answer: 'cannot' },
    });
    expect(view.candidates.map((each) => each.answer)).toEqual([null, null, null]);
    expect(JSON.stringify(view)).not.toContain('ours');
    expect(await read(poll)).toMatchObject({ version: 2 });
    expect(await linksOf(poll)).toEqual(links);
  });

  it('answers for its city, once however often it comes at once', async () => {
    const poll = await open(await unplaced());
    const { answers } = await linksOf(poll);
    const { token } = answers[0]!;
    const tries = await Promise.all(Array.from({ length: 50 }, () => answerByLink(token, [good(1, 'yes')])));

    expect(tries.every(({ candidates }) => candidates[0]!.answer === 'good')).toBe(true);
    expect(await read(poll)).toMatchObject({
      version: 2,
      answers: [{ city: 'rome', candidate: 1, answer: 'good', note: 'yes', via: 'link' }],
    });
    expect(await statesOfPoll(poll)).toHaveLength(2);
    expect((await answerByLink(token, [{ candidate: 1, answer: 'cannot' }])).candidates[0]).toMatchObject({
      answer: 'cannot',
      note: 'yes',
    });
  });

  it('is given to services only, for cities that are asked', async () => {
    const poll = await open(await unplaced());
    const people = [{ city: 'boston' }, { city: 'rome' }];
    for (const actor of [ORGANIZER, LIAISON]) {
      await expect(
        world.service.ask(FindPollLinks, { pollId: poll.id, people }, { actor }),
      ).rejects.toMatchObject({ code: 'access.forbidden' });
    }
    const { items } = await world.service.ask(
      FindPollLinks,
      { pollId: poll.id, people },
      { actor: PARTICIPANTS_SERVICE },
    );
    expect(items).toMatchObject([{ city: 'rome', personId: null }]);
  });

  it('that was tampered with, or is foreign, is unknown in the same words', async () => {
    const poll = await open(await unplaced());
    const { page } = await linksOf(poll);
    const foreign = new PollLinks('another secret, also long enough');
    const own = new PollLinks('a secret of the tests, long enough');
    const link = { pollId: poll.id, city: 'rome', personId: null, chosen: null };
    const [text, mac] = page.split('.') as [string, string];
    const otherCity = Buffer.from(
      Buffer.from(text, 'base64url').toString().replace('rome', 'nha-trang'),
    ).toString('base64url');
    const wrong = [
      foreign.issue(link),
      own.issue({ ...link, city: 'boston' }),
      own.issue({ ...link, pollId: 'none' }),
      `${otherCity}.${mac}`,
      `${page}A`,
      page.slice(0, -1),
      text,
      '',
      '.',
    ];
    const said = new Set<string>();
    for (const token of wrong) {
      for (const attempt of [follow(token), answerByLink(token, [good(1)])]) {
        const refusal = await attempt.catch((error: unknown) => error as { code: string; detail: string });
        expect(refusal).toMatchObject({ code: 'not-found' });
        said.add((refusal as { detail: string }).detail);
      }
    }
    expect(said.size).toBe(1);
    expect(await read(poll)).toMatchObject({ version: 1 });
  });
});
