import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AnswerPoll,
  AnswerPollByLink,
  FindCities,
  FindPollInvitation,
  OpenPoll,
  RuleViolation,
  type Poll,
  type PollInvitation,
} from '#contracts';
import { BOSTON, pageWith } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

const start = (local: string, instant: string) => ({
  local,
  zone: 'Asia/Ho_Chi_Minh',
  offset: '+07:00',
  instant,
  tzdb: '2026f',
});
const boston = (local: string, burden: number) => ({
  city: 'boston',
  zone: 'America/New_York',
  local,
  offset: '-04:00',
  dayShift: 0,
  burden,
});
const INVITATION: PollInvitation = {
  sessionId: 'session-id',
  title: { en: 'Mayors’ <conversation>', vi: 'Đối thoại thị trưởng' },
  city: 'boston',
  zone: 'America/New_York',
  status: 'open',
  respondBy: '2027-05-01T16:00:00Z',
  note: 'Which suits you?',
  durationMinutes: 60,
  candidates: [
    {
      number: 1,
      start: start('2027-06-10T19:00:00', '2027-06-10T12:00:00Z'),
      localTime: boston('2027-06-10T08:00:00', 1),
      answer: 'possible',
      note: 'If "early"',
    },
    {
      number: 2,
      start: start('2027-06-11T09:00:00', '2027-06-11T02:00:00Z'),
      localTime: boston('2027-06-10T22:00:00', 4),
      answer: null,
      note: null,
    },
  ],
  chosen: { candidate: 2, answer: 'cannot' },
};
const POLL: Poll = {
  ...{ id: 'poll-id', sessionId: 'session-id', eventId: 'event-id', programmeId: 'forum', version: 1 },
  ...{ title: 'Mayors', ownCity: 'nha-trang', durationMinutes: 60, status: 'open', note: null, picked: null },
  ...{ respondBy: '2027-05-01T16:00:00Z', cities: ['boston'], answers: [], missing: ['boston'] },
  candidates: INVITATION.candidates.map(({ number, start: at }) => ({ number, start: at, localTimes: [] })),
};
const TOKEN = 'cG9sbA.c2lnbmF0dXJl';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());
beforeEach(async () => {
  await gateway.answer(FindCities, () => pageWith(BOSTON));
  await gateway.answer(FindPollInvitation, () => INVITATION);
});

const read = (headers: Record<string, string> = {}) => gateway.send<string>(`/poll/${TOKEN}`, { headers });
const post = (body: string) =>
  gateway.send<string>(`/poll/${TOKEN}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  });
/** `name=value` of every radio button that is checked. */
const checked = (body: string) =>
  [...body.matchAll(/<input\s+type="radio"\s+name="([^"]+)"\s+value="([^"]+)"\s+checked/g)].map(
    ([, name, value]) => `${name}=${value}`,
  );

describe('the page of a link', () => {
  it('shows each candidate on the city’s clock, the link’s answer chosen, and one button', async () => {
    const asked = await gateway.answer(AnswerPollByLink, () => INVITATION);
    const { status, body, headers } = await read();

    expect(status).toBe(200);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toContain('When suits Boston?');
    expect(body).toContain('Thursday, June 10, 2027');
    expect(body).toContain('10:00 PM–11:00 PM');
    expect(body).toContain('4 unsocial hours for Boston');
    expect(body).toContain('Mayors’ &lt;conversation&gt;');
    expect(body).toContain('value="If &quot;early&quot;"');
    expect(checked(body)).toEqual(['answer-1=possible', 'answer-2=cannot']);
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(body).not.toContain('<script');
    expect(asked).toEqual([]);
  });

  it.each([
    ['vi', 'Giờ nào thuận tiện cho Boston?', 'Thứ Năm, 10 tháng 6, 2027', '4 giờ bất tiện cho Boston'],
    ['ja-JP', 'Bostonのご都合をお聞かせください', '2027年6月10日木曜日', '不便な時間帯 4 時間'],
    ['it', 'Quale orario va bene per Boston?', 'giovedì 10 giugno 2027', '4 ore scomode per Boston'],
    ['kn', 'Boston ನಗರಕ್ಕೆ ಯಾವ ಸಮಯ ಅನುಕೂಲ?', 'ಜೂನ್ 10, 2027', 'ಅನಾನುಕೂಲ ಗಂಟೆಗಳು: 4'],
  ])('speaks %s when its reader does', async (language, heading, day, burden) => {
    const { body } = await read({ 'Accept-Language': `${language}, en;q=0.5` });
    expect(body).toContain(`lang="${language.slice(0, 2)}"`);
    for (const text of [heading, day, burden]) expect(body).toContain(text);
    for (const english of ['Send our', 'Please', 'unsocial', 'Possible', 'June']) {
      expect(body.replace('Possibile', '')).not.toContain(english);
    }
  });

  it('speaks what the city reads when its reader reads none of its languages', async () => {
    await gateway.answer(FindCities, () => pageWith({ ...BOSTON, languages: ['it'] }));
    expect((await read({ 'Accept-Language': 'de' })).body).toContain('Quale orario va bene per Boston?');
    expect((await read({ 'Accept-Language': 'vi' })).body).toContain('Đối thoại thị trưởng');
  });

  it('answers by its button, and says that it is saved', async () => {
    const asked = await gateway.answer(AnswerPollByLink, () => ({
      ...INVITATION,
      candidates: INVITATION.candidates.map((each) => ({ ...each, answer: 'good' as const })),
    }));
    const { status, body } = await post('answer-1=good&note-1=Fine+%26+well&answer-2=cannot&note-2=');

    expect(status).toBe(200);
    expect(asked[0]!.input).toEqual({
      token: TOKEN,
      answers: [
        { candidate: 1, answer: 'good', note: 'Fine & well' },
        { candidate: 2, answer: 'cannot', note: '' },
      ],
    });
    expect(body).toContain('answers are saved');
    expect(checked(body)).toEqual(['answer-1=good', 'answer-2=good']);
  });

  it('asks again when nothing was chosen, and answers nothing', async () => {
    const asked = await gateway.answer(AnswerPollByLink, () => INVITATION);
    const { status, body } = await post('note-1=hello');
    expect(status).toBe(422);
    expect(body).toContain('choose an answer');
    expect(asked).toEqual([]);
    expect((await post('answer-1=perhaps')).status).toBe(422);
    expect((await post('answer-9=good')).status).toBe(422);
  });

  it('is gone once answers are closed, also when they close meanwhile', async () => {
    await gateway.answer(AnswerPollByLink, () => new RuleViolation('poll.closed', 'Too late.'));
    await gateway.answer(FindPollInvitation, () => ({ ...INVITATION, status: 'closed' as const }));
    for (const { status, body } of [await read(), await post('answer-1=good')]) {
      expect(status).toBe(410);
      expect(body).toContain('Answers are no longer taken');
      expect(body).not.toContain('<button');
      expect(checked(body)).toEqual([]);
    }
    await gateway.answer(FindPollInvitation, () => ({ ...INVITATION, status: 'picked' as const }));
    expect((await read()).body).toContain('A time has been chosen');
  });

  it('says that the question was withdrawn, and promises nothing of it', async () => {
    await gateway.answer(FindPollInvitation, () => ({ ...INVITATION, status: 'withdrawn' as const }));
    const { status, body } = await read();
    expect(status).toBe(410);
    expect(body).toContain('<h1>This question was withdrawn</h1>');
    expect(body).toContain('no answer is needed any more');
    expect(body).not.toContain('You will hear');
    expect(body).not.toContain('The answers are in');
    expect(body).not.toContain('<button');
  });

  it('that is not ours says nothing of any poll', async () => {
    const refuse = () => new RuleViolation('not-found', 'This link is not valid.');
    await gateway.answer(FindPollInvitation, refuse);
    await gateway.answer(AnswerPollByLink, refuse);
    const [shown, answered] = [await read(), await post('answer-1=good')];
    expect([shown.status, answered.status]).toEqual([404, 404]);
    expect(shown.body).toBe(answered.body);
    expect(shown.body).toContain('This link does not work');
  });
});

describe('polls over HTTP', () => {
  it('take instants and wall times as candidates', async () => {
    const asked = await gateway.answer(OpenPoll, () => POLL);
    const candidates = ['2027-06-10T12:00:00Z', { local: '2027-06-11T09:00', zone: 'Asia/Ho_Chi_Minh' }];
    const { status } = await gateway.send('/v1/sessions/session-id/polls', {
      token: 'organizer',
      body: { candidates },
    });
    expect(status).toBe(201);
    expect(asked[0]!.input).toEqual({ sessionId: 'session-id', candidates });
  });

  it.each([
    [{ candidates: ['2027-06-10T12:00:00Z'] }, 'candidates'],
    [{ candidates: ['2027-06-10T12:00:00Z', '10 June'] }, 'candidates[1]'],
    [{ candidates: Array(6).fill('2027-06-10T12:00:00Z') }, 'candidates'],
    [{ candidates: ['2027-06-10T12:00:00Z', '2027-06-11T12:00:00Z'], status: 'picked' }, 'status'],
  ])('name what is wrong in %j', async (body, path) => {
    const reply = await gateway.send('/v1/sessions/session-id/polls', { token: 'organizer', body });
    expect(reply.status).toBe(422);
    expect(reply.body.errors[0]!.path).toBe(path);
  });

  it('take each candidate’s answer once', async () => {
    await gateway.answer(AnswerPoll, () => POLL);
    const send = (answers: object[]) =>
      gateway.send('/v1/polls/poll-id/answers', { token: 'liaison', body: { answers } });
    expect((await send([{ candidate: 1, answer: 'good' }])).status).toBe(200);
    expect((await send([])).status).toBe(422);
    const twice = { candidate: 1, answer: 'good' };
    expect((await send([twice, twice])).body.errors[0]!.path).toBe('answers');
  });
});
