import { describe, expect, it } from '@jest/globals';
import type { Parts, Programme } from '#contracts';
import { startAt } from '../scheduling/start.rules.js';
import type { PlannedSession } from './consequences.rules.js';
import { movementOf, planMove, type MoveWish } from './plan.rules.js';

const HOUR = 3_600_000;
const NHA_TRANG = 'Asia/Ho_Chi_Minh';
const NOW = new Date('2027-06-01T00:00:30Z');
const CLOCKS = [
  { slug: 'nha-trang', zone: NHA_TRANG, comfort: null },
  { slug: 'boston', zone: 'America/New_York', comfort: null },
  { slug: 'tokyo', zone: 'Asia/Tokyo', comfort: null },
];
const ASK_BOSTON: Parts = { 'nha-trang': 'required', boston: 'required' };

function session(id: string, instant: string, more: Partial<PlannedSession['content']> = {}): PlannedSession {
  const start = startAt(Date.parse(instant), NHA_TRANG);
  const content: PlannedSession['content'] = {
    title: id,
    format: 'panel',
    purpose: 'work',
    languages: [],
    place: null,
    parts: ASK_BOSTON,
    speakers: [],
    start,
    durationMinutes: 60,
    window: null,
    relations: [],
    status: 'scheduled',
    ownCity: 'nha-trang',
    live: null,
    recordingUrl: null,
    gone: [],
    ...more,
  };
  const startsAt = Date.parse(instant);
  const booking = { id, title: id, startsAt, endsAt: startsAt + HOUR, start, place: null, speakers: [] };
  return { id, eventId: 'festival', version: 1, content, booking };
}
const policy = (more: Partial<Programme['movePolicy']> = {}): Programme['movePolicy'] => ({
  respondWithinHours: 168,
  onSilence: 'accept-if-not-worse',
  ...more,
});
const plan = (
  sessions: PlannedSession[],
  to: string,
  { now = NOW, ...more }: Partial<Programme['movePolicy']> & { now?: Date } = {},
) => planOf([{ id: sessions[0]!.id, to: startAt(Date.parse(to), NHA_TRANG) }], sessions, policy(more), now);
function planOf(wishes: MoveWish[], sessions: PlannedSession[], agreed = policy(), now = NOW) {
  const world = { clocks: CLOCKS, policy: agreed, met: [], openMoves: [] };
  return planMove(movementOf(wishes, sessions, now), world, now);
}

describe('the time to answer', () => {
  const opening = session('opening', '2027-06-10T12:00:00Z');

  it('is the programme’s, half of the time left at most, and told in whole minutes', () => {
    expect(plan([opening], '2027-06-10T13:00:00Z', { respondWithinHours: 48 })).toMatchObject({
      deadline: '2027-06-03T00:00:00Z',
      remindAt: '2027-06-02T00:00:00Z',
    });
    // 228 hours are left to the present start.
    expect(plan([opening], '2027-06-10T13:00:00Z').deadline).toBe('2027-06-05T18:00:00Z');
  });

  it('counts to the new start when that is the earlier one', () => {
    expect(plan([opening], '2027-06-03T00:00:30Z').deadline).toBe('2027-06-02T00:00:00Z');
  });

  it('does not count to where a draft stands, which may be over', () => {
    const draft = session('draft', '2027-05-01T00:00:00Z', { status: 'draft' });
    const wishes = [draft, opening].map(({ id }) => ({
      id,
      to: startAt(Date.parse('2027-06-10T13:00:00Z'), NHA_TRANG),
    }));
    expect(planOf(wishes, [draft, opening]).deadline).toBe('2027-06-05T18:00:00Z');
  });

  it('counts to what it drags along when that is the earliest', () => {
    const rehearsal = session('rehearsal', '2027-06-05T00:00:30Z');
    const show = session('show', '2027-06-08T00:00:30Z', {
      relations: [{ kind: 'simulcast', session: 'rehearsal' }],
    });
    const { sessions, deadline } = plan([show, rehearsal], '2027-06-09T00:00:30Z');
    expect(sessions.map(({ id, dragged }) => [id, dragged])).toEqual([
      ['show', false],
      ['rehearsal', true],
    ]);
    expect(deadline).toBe('2027-06-03T00:00:00Z');
  });
});

describe('silence', () => {
  // 08:00 in Boston: a burden of 1.
  const opening = session('opening', '2027-06-10T12:00:00Z');
  const silence = (to: string, onSilence?: Programme['movePolicy']['onSilence']) =>
    plan([opening], to, { ...(onSilence && { onSilence }) }).asked;

  it('is what the programme says', () => {
    expect(silence('2027-06-10T21:00:00Z', 'reject')).toMatchObject([{ onSilence: 'reject' }]);
    expect(silence('2027-06-10T05:00:00Z', 'accept')).toMatchObject([{ onSilence: 'accept' }]);
  });

  it('accepts what is not worse, or bearable, and refuses everything else', () => {
    // 07:00 in Boston weighs 2, 06:59 a little more.
    expect(silence('2027-06-10T11:00:00Z')).toMatchObject([{ city: 'boston', onSilence: 'accept' }]);
    expect(silence('2027-06-10T10:59:00Z')).toMatchObject([{ city: 'boston', onSilence: 'reject' }]);
    const night = session('night', '2027-06-10T06:00:00Z');
    expect(plan([night], '2027-06-10T07:00:00Z').asked).toMatchObject([{ onSilence: 'accept' }]);
    expect(plan([night], '2027-06-10T02:30:00Z').asked).toMatchObject([{ onSilence: 'accept' }]);
  });

  it('refuses when one of several sessions is worse for the city', () => {
    const first = session('first', '2027-06-10T12:00:00Z');
    const second = session('second', '2027-06-10T01:30:00Z');
    const to = (instant: string) => startAt(Date.parse(instant), NHA_TRANG);
    const { asked } = planOf(
      [
        { id: 'first', to: to('2027-06-10T13:00:00Z') },
        { id: 'second', to: to('2027-06-10T04:00:00Z') },
      ],
      [first, second],
    );
    expect(asked).toMatchObject([{ city: 'boston', onSilence: 'reject' }]);
  });
});

describe('who is asked', () => {
  it('are the required cities of released sessions, other than a session’s own, on their own clocks', () => {
    const required: Parts = { 'nha-trang': 'required', boston: 'required', tokyo: 'invited' };
    const { asked } = plan(
      [session('opening', '2027-06-10T12:00:00Z', { parts: required })],
      '2027-06-10T13:00:00Z',
    );
    expect(asked).toMatchObject([
      { city: 'boston', zone: 'America/New_York', deadline: '2027-06-05T14:00:00' },
    ]);
  });

  it('is nobody for a draft', () => {
    const draft = session('draft', '2027-06-10T12:00:00Z', { status: 'draft' });
    expect(plan([draft], '2027-06-10T13:00:00Z').asked).toEqual([]);
  });
});

describe('what a move may not do', () => {
  const refusal = (attempt: () => unknown) => {
    try {
      attempt();
      return 'done';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('change a session within 24 hours of its start, to the second', () => {
    const opening = session('opening', '2027-06-10T12:00:00Z');
    const at = (now: string) =>
      refusal(() => plan([opening], '2027-06-12T12:00:00Z', { now: new Date(now) }));
    expect(at('2027-06-09T11:59:59Z')).toBe('done');
    expect(at('2027-06-09T12:00:00Z')).toBe('delay.required');
  });

  it('bring a session to within 24 hours of now', () => {
    const opening = session('opening', '2027-06-10T12:00:00Z');
    expect(refusal(() => plan([opening], '2027-06-02T00:00:29Z'))).toBe('validation.failed');
    expect(refusal(() => plan([opening], '2027-06-02T00:00:30Z'))).toBe('done');
  });

  it('drag along a session on its day: the relation is said to break', () => {
    const talk = session('talk', '2027-06-03T12:00:00Z');
    const panel = session('panel', '2027-06-01T12:00:00Z', {
      relations: [{ kind: 'simulcast', session: 'talk' }],
    });
    const fixed = { ...panel, content: { ...panel.content, start: talk.content.start } };
    const { effects, sessions } = plan([talk, panel], '2027-06-04T12:00:00Z');
    expect(sessions.map(({ id }) => id)).toEqual(['talk']);
    expect(effects.relations).toMatchObject([{ kind: 'simulcast', session: 'panel', dragged: null }]);
    expect(plan([talk, fixed], '2027-06-04T12:00:00Z').sessions).toHaveLength(2);
  });

  it('be larger than a message may be', () => {
    const partsOf = (cities: number): Parts =>
      Object.fromEntries(Array.from({ length: cities }, (_, index) => [`city-${index}`, 'invited' as const]));
    const wishes = ['2027-06-11T12:00:00Z', '2027-06-12T12:00:00Z'].map((instant, index) => ({
      id: `s${index}`,
      to: startAt(Date.parse(instant), NHA_TRANG),
    }));
    const move = (cities: number) =>
      planOf(
        wishes,
        wishes.map(({ id }) => session(id, '2027-06-10T12:00:00Z', { parts: partsOf(cities) })),
      );
    expect(refusal(() => move(1_000))).toBe('done');
    expect(refusal(() => move(1_001))).toBe('validation.failed');
  });
});
