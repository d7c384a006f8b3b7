import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CityChanged,
  DivergenceWarned,
  EventChanged,
  MoveChanged,
  PollChanged,
  SetReminderRules,
  type Event,
  type Move,
  type PollState,
  type RoleHolder,
  type Session,
} from '#contracts';
import { newId } from '#platform';
import { Forum } from '../testing/forum.js';
import { eventOf, ROME, startAt } from '../testing/samples.js';

const sample = <T>(subject: string): T =>
  JSON.parse(
    readFileSync(new URL(`../../../../libs/contracts/samples/${subject}.json`, import.meta.url), 'utf8'),
  ).data;

const holder = (name: string, language: string | null, zone: string, city: string | null): RoleHolder => ({
  personId: newId(),
  email: `${name}@example.org`,
  name,
  language,
  zone,
  city,
});

describe('Organizers and liaisons', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: ['P7D'] });
    await forum.service.publish(CityChanged, { ...ROME, slug: 'tokyo', name: 'Tokyo', zone: 'Asia/Tokyo' });
    await forum.service.publish(CityChanged, {
      ...ROME,
      slug: 'boston',
      name: 'Boston',
      zone: 'America/New_York',
    });
    forum.participants.organizers.push(holder('organizer', 'it', 'Europe/Rome', null));
    forum.participants.liaisons.push(
      holder('tokyo', 'ja', 'Asia/Tokyo', 'tokyo'),
      holder('boston', 'en', 'America/New_York', 'boston'),
    );
    await forum.settled();
  }, 60_000);
  afterAll(() => forum.close());

  const mails = (name: string, words: string) => forum.mail.mailsTo(`${name}@example.org`, words);
  const subjects = (name: string) =>
    forum.mail.accepted
      .filter((mail) => JSON.stringify(mail.to).includes(`${name}@`))
      .map((mail) => mail.subject);

  const inDays = async (days: number) =>
    new Date(Date.parse(await forum.now()) + days * 86_400_000).toISOString();

  async function anEvent(change: Partial<Event> = {}): Promise<Event> {
    const id = newId();
    const partner = {
      id: newId(),
      eventId: id,
      city: 'tokyo',
      modes: ['input', 'delegation'] as ('input' | 'delegation')[],
      status: 'invited' as const,
      respondBy: await inDays(14),
      note: null,
    };
    return { ...eventOf(id, forum.programmeId), partners: [partner], ...change };
  }
  const publishOnly = (event: Event) => forum.service.publish(EventChanged, event);
  async function publish(event: Event): Promise<void> {
    await publishOnly(event);
    await forum.settled();
  }

  it('of an invited city are asked once, in their language, and reminded half-way', async () => {
    const event = await anEvent({ title: 'Invited' });
    await publish(event);
    await publish({ ...event, version: 2 });
    const [mail, ...more] = mails('tokyo', 'ご招待：Invited');
    expect(more).toEqual([]);
    expect(mail!.text).toContain('RomeでInvitedを開催します');
    expect(mails('boston', 'Invited')).toEqual([]);
    expect(mails('tokyo', 'ご回答をお待ちしています')).toEqual([]);
    await forum.moveClockTo(await inDays(7.1));
    expect(mails('tokyo', 'ご回答をお待ちしています：Invited')).toHaveLength(1);
  });

  it('hear of the answer, and of what the city that accepted is asked for; it is not reminded', async () => {
    const event = await anEvent({ title: 'Accepted' });
    await publish(event);
    const partners = [{ ...event.partners[0]!, status: 'accepted' as const, note: 'With pleasure' }];
    await publish({ ...event, partners, version: 2 });
    const [mail] = mails('organizer', 'partecipa: Accepted');
    expect(mail!.text).toContain('Tokyo ha accettato l’invito a Accepted.');
    expect(mail!.text).toContain('With pleasure');
    expect(mails('tokyo', '代表者：Accepted')).toHaveLength(1);
    expect(mails('tokyo', 'インプット：Accepted')).toHaveLength(1);
    await forum.moveClockTo(await inDays(8));
    expect(mails('tokyo', 'ご回答をお待ちしています：Accepted')).toEqual([]);
  });

  it('of a city that has left hear of it when it is invited again, and of what is asked of it then', async () => {
    const event = await anEvent({ title: 'Second try' });
    const statuses = ['invited', 'accepted', 'withdrawn', 'invited', 'accepted'] as const;
    for (const [index, status] of statuses.entries()) {
      await publish({ ...event, partners: [{ ...event.partners[0]!, status }], version: index + 1 });
    }
    expect(mails('tokyo', 'ご招待：Second try')).toHaveLength(2);
    expect(mails('tokyo', '代表者：Second try')).toHaveLength(2);
    expect(mails('tokyo', 'インプット：Second try')).toHaveLength(2);
    expect(mails('organizer', 'Second try')).toHaveLength(3);
  });

  it('hear once of answers that followed each other before the mail went out', async () => {
    const event = await anEvent({ title: 'Changeable' });
    await publish(event);
    const answered = (status: 'tentative' | 'accepted' | 'withdrawn') => [{ ...event.partners[0]!, status }];
    await forum.whileMailIsPaused(async () => {
      await forum.service.publish(EventChanged, { ...event, partners: answered('tentative'), version: 2 });
      await forum.service.publish(EventChanged, { ...event, partners: answered('accepted'), version: 3 });
      await forum.service.publish(EventChanged, { ...event, partners: answered('withdrawn'), version: 4 });
    });
    const told = subjects('organizer').filter((subject) => subject?.includes('Changeable'));
    expect(told).toEqual(['Tokyo non partecipa più: Changeable']);
    expect(subjects('tokyo').filter((subject) => subject?.includes('Changeable'))).toHaveLength(1);
  });

  it('are asked nothing any more for an event that is cancelled', async () => {
    const event = await anEvent({ title: 'Called off' });
    await forum.whileMailIsPaused(() => publishOnly(event));
    await publish({ ...event, status: 'cancelled', version: 2 });
    const before = subjects('tokyo').length;
    await forum.moveClockTo(await inDays(7.1));
    const asked = subjects('tokyo').slice(before);
    expect(asked.filter((subject) => subject?.includes('Called off'))).toEqual([]);
    const late = await anEvent({ title: 'Never asked' });
    await forum.whileMailIsPaused(async () => {
      await publishOnly(late);
      await publishOnly({ ...late, status: 'cancelled', version: 2 });
    });
    // Nothing but that it does not take place.
    expect(subjects('tokyo').filter((subject) => subject?.includes('Never asked'))).toEqual([
      '中止：Never asked',
    ]);
  });

  it('hear that an event is cancelled when their city takes part in it or is still asked, once', async () => {
    const event = await anEvent({ title: 'Lost days' });
    const [partner] = event.partners;
    const partners = [
      { ...partner!, status: 'accepted' as const },
      { ...partner!, id: newId(), city: 'boston', status: 'withdrawn' as const },
    ];
    await publish({ ...event, partners });
    await publish({ ...event, partners, status: 'cancelled', version: 2 });
    await publish({ ...event, partners, status: 'cancelled', version: 3 });
    const [mail, ...more] = mails('tokyo', '中止：Lost days');
    expect(more).toEqual([]);
    expect(mail!.text).toContain('RomeでのLost daysは中止となりました。');
    expect(mail!.text).toContain(
      `https://meridian.example/?programme=${forum.programmeId}#event-${event.id}`,
    );
    expect(mails('boston', 'Lost days')).toEqual([]);
    expect(mails('organizer', 'Lost days')).toEqual([]);
  });

  it('who come to speak for a city hear of the invitation that it has not answered, once, and others not again', async () => {
    const event = await anEvent({ title: 'Asked before' });
    const answered = await anEvent({ title: 'Answered before' });
    const other = { ...answered.partners[0]!, status: 'declined' as const };
    await publish({ ...event, status: 'draft' });
    await publish({ ...answered, partners: [other] });
    const late = await forum.giveRole('liaison', 'Late liaison', { city: 'tokyo' });
    const elsewhere = await forum.giveRole('liaison', 'Other liaison', { city: 'boston' });
    await forum.settled();
    const [mail, ...more] = forum.mail.mailsTo(late.email, 'Asked before');
    expect(more).toEqual([]);
    expect(mail!.subject).toBe('Tokyo is invited: Asked before');
    // Nobody can see a draft.
    expect(mail!.text).toContain('Open Meridian: https://meridian.example/\n');
    expect(forum.mail.mailsTo(late.email, 'Answered before')).toEqual([]);
    expect(forum.mail.mailsTo(elsewhere.email, 'Asked before')).toEqual([]);
    expect(mails('tokyo', 'Asked before').map(({ subject }) => subject)).toEqual([
      'Tokyoへのご招待：Asked before',
    ]);
  });

  it('of cities that a change proposal asks see what it means for them; half-way only who has not answered', async () => {
    const move = sample<Move>('fact.sessions.move.changed.v1');
    const deadline = await inDays(4);
    const asked = ['tokyo', 'boston'].map((city) => ({
      city,
      zone: city === 'tokyo' ? 'Asia/Tokyo' : 'America/New_York',
      deadline,
      onSilence: 'accept' as const,
    }));
    const proposed: Move = {
      ...move,
      id: newId(),
      programmeId: forum.programmeId,
      status: 'proposed',
      version: 1,
      asked,
      awaiting: ['tokyo', 'boston'],
      answers: {},
      deadline,
      remindedAt: null,
      decision: null,
      outcome: null,
    };
    const tell = async (state: Move) => {
      await forum.service.publish(MoveChanged, state);
      await forum.settled();
    };
    await tell(proposed);
    expect(mails('boston', 'Change proposal')).toHaveLength(1);
    expect(mails('tokyo', '変更案')).toHaveLength(1);
    expect(mails('boston', 'Change proposal')[0]!.text).toContain('Proposed time in Boston');
    await tell({ ...proposed, version: 2, awaiting: ['tokyo'], remindedAt: await forum.now() });
    expect(mails('boston', 'has not answered')).toEqual([]);
    expect(subjects('tokyo').filter((subject) => subject?.startsWith('Tokyoのご回答'))).toHaveLength(2);
    await tell({ ...proposed, version: 3, status: 'applied', awaiting: [] });
    await tell({ ...proposed, version: 4, status: 'applied', awaiting: [] });
    const [agreed, ...others] = mails('boston', 'Change agreed');
    expect(others).toEqual([]);
    expect(agreed!.text).toMatch(/Before the change: [\s\S]*New time: /);
    expect(agreed!.text).not.toMatch(/^\s*(Now|Proposed):/m);
    expect(mails('organizer', 'Modifica approvata')).toHaveLength(1);
  });

  it('of cities that are asked for times have a link for each answer', async () => {
    const state = sample<PollState>('fact.sessions.poll.changed.v1');
    const poll = {
      ...state,
      id: newId(),
      programmeId: forum.programmeId,
      ownCity: 'rome',
      status: 'open' as const,
      version: 1,
      cities: ['boston'],
      answers: [],
      respondBy: await inDays(4),
    };
    await forum.service.publish(PollChanged, poll);
    await forum.settled();
    const [mail] = mails('boston', 'Which time suits Boston?');
    expect(mail!.text).toContain('Good: https://meridian.example/poll/good.1.boston');
    expect(mail!.html).toContain('href="https://meridian.example/poll/cannot.2.boston"');
  });

  it('are warned when clocks change apart', async () => {
    const session = await forum.schedule(await inDays(30), { title: 'Monthly hour' });
    await forum.service.publish(DivergenceWarned, {
      programmeId: forum.programmeId,
      eventId: forum.eventId,
      seriesId: newId(),
      occurrences: [
        {
          sessionId: session.id,
          city: 'boston',
          usualLocal: '2027-11-03T12:00:00',
          local: '2027-11-03T13:00:00',
          differenceMinutes: 60,
        },
      ],
    });
    await forum.settled();
    expect(mails('organizer', 'Orari che divergono: Monthly hour')[0]!.text).toContain(
      'Boston: 60 minuti dopo',
    );
  });

  it('get the run of show a day before, with seats by city and who has not answered', async () => {
    const event = await anEvent({ title: 'The day' });
    await publish(event);
    const state = await forum.schedule(await inDays(20), { eventId: event.id, title: 'First of the day' });
    const session = {
      ...state,
      speakers: [{ id: 's', slug: 's', name: 'A speaker', city: 'boston', status: 'invited' }],
      parts: { rome: 'required', boston: 'invited' },
      localTimes: [],
      live: null,
      recordingUrl: null,
    } as unknown as Session;
    forum.sessions.sessions.push(session);
    forum.participants.seatsByCity.push({
      sessionId: state.id,
      mode: 'online',
      city: 'boston',
      taken: 12,
      waiting: 3,
    });
    const dayBefore = new Date(Date.parse(state.start!.instant) - 86_400_000);
    await forum.moveClockTo(new Date(dayBefore.getTime() - 60_000).toISOString());
    expect(mails('organizer', 'Scaletta')).toEqual([]);
    await forum.moveClockTo(new Date(dayBefore.getTime() + 1_000).toISOString());
    const [mail, ...more] = mails('organizer', 'Scaletta');
    expect(more).toEqual([]);
    expect(mail!.text).toMatch(/Boston: .* · 12 posti, 3 in attesa/);
    expect(mail!.text).toContain('Relatori: A speaker');
    expect(mail!.text).toContain('Tokyo: invito');
  });

  it('read at 08:00 of their day what is new, and nothing when there is nothing', async () => {
    await forum.moveClockTo(`${(await inDays(3)).slice(0, 10)}T12:00:00Z`);
    const before = mails('organizer', 'le novità').length;
    const session = await forum.schedule(await inDays(40), { title: 'Much wanted' });
    await forum.seat(session, 'One');
    await forum.seat(session, 'Two');
    await forum.settled();
    expect(mails('organizer', 'le novità')).toHaveLength(before);
    await forum.moveClockTo(`${(await inDays(1)).slice(0, 10)}T08:00:01Z`);
    const news = mails('organizer', 'le novità');
    expect(news).toHaveLength(before + 1);
    expect(news.at(-1)!.text).toContain('* Much wanted\n  2 nuovi posti');
    await forum.moveClockTo(`${(await inDays(1)).slice(0, 10)}T08:00:01Z`);
    expect(mails('organizer', 'le novità')).toHaveLength(before + 1);
  });

  it('read in the morning after it of what is new, also when that was worked on only after it', async () => {
    const day = (await inDays(3)).slice(0, 10);
    // 08:05 in Rome, in winter or summer.
    await forum.moveClockTo(`${day}T07:05:00Z`);
    const before = mails('organizer', 'le novità').length;
    const session = await forum.schedule(await inDays(40), { title: 'Before eight' });
    const quarter = `${day}T05:45:00.000Z`;
    await forum.service.sql(
      `INSERT INTO tallies (programme_id, quarter, kind, about, detail, count) VALUES ($1, $2, 'seats', $3, 'given', 4)`,
      [forum.programmeId, quarter, session.id],
    );
    // A change of the same session is told with its seats.
    const moveId = newId();
    await forum.service.sql(
      `INSERT INTO matter_copies (id, kind, programme_id, version, data) VALUES ($1, 'move', $2, 1, $3)`,
      [moveId, forum.programmeId, { sessions: [{ id: session.id, title: 'Before eight' }] }],
    );
    await forum.service.sql(
      `INSERT INTO tallies (programme_id, quarter, kind, about, detail, count) VALUES ($1, $2, 'change', $3, 'proposed', 1)`,
      [forum.programmeId, quarter, moveId],
    );
    await forum.service.sql(
      `INSERT INTO dispatches (id, notice, matter_id, role, programme_id, occasion)
       VALUES ($1, 'digest', $2, 'organizer', $3, $4)`,
      [newId(), `digest:${forum.programmeId}`, forum.programmeId, quarter],
    );
    await forum.settled();
    const news = mails('organizer', 'le novità');
    expect(news).toHaveLength(before + 1);
    expect(news.at(-1)!.text).toContain('* Before eight\n  Modifica proposta\n  4 nuovi posti');
  });
});

describe('People with a seat', () => {
  let forum: Forum;
  beforeAll(async () => {
    forum = await Forum.open({ reminderRules: ['P7D'] });
  }, 60_000);
  afterAll(() => forum.close());

  const subjects = (name: string) =>
    forum.mail.accepted
      .filter((mail) => JSON.stringify(mail.to).includes(`${name}@`))
      .map((mail) => mail.subject!.split(':')[0]);

  it('hear of a delay, of a problem and of the recording, each once', async () => {
    const session = await forum.schedule('2031-01-10T12:00:00Z');
    await forum.seat(session, 'Guest');
    await forum.settled();
    const since = '2031-01-10T11:50:00Z';
    const delayed = {
      ...session,
      version: 2,
      sequence: 1,
      timeVersion: 2,
      start: startAt('2031-01-10T12:15:00Z'),
      live: { state: 'delayed' as const, message: 'The hall opens later', delayMinutes: 15, since },
    };
    // The mail about the delay goes out when there is a problem already.
    await forum.service.sql('UPDATE mail_pause SET paused_at = clock_now()');
    await forum.publishSession(delayed);
    const problem = { state: 'technical-problem' as const, message: 'No sound', since };
    await forum.publishSession({ ...delayed, version: 3, live: problem });
    await forum.service.sql('UPDATE mail_pause SET paused_at = NULL');
    await forum.settled();
    await forum.publishSession({ ...delayed, version: 4, live: { ...problem, state: 'ended' } });
    const recorded = { ...delayed, version: 5, live: null, recordingUrl: 'https://video.example/1' };
    await forum.publishSession(recorded);
    await forum.publishSession({ ...recorded, version: 6 });
    await forum.settled();
    expect(subjects('guest')).toEqual(['Your seat', 'Starts later', 'Technical problem', 'The recording']);
    const [delay] = forum.mail.mailsTo('guest@example.org', 'Starts later');
    expect(delay!.text).toMatch(/Starts 15 minutes later[\s\S]*The hall opens later/);
    expect(forum.mail.mailsTo('guest@example.org', 'recording')[0]!.html).toContain(
      'https://video.example/1',
    );
  });

  it('hear of a new place only when they come there', async () => {
    const session = await forum.schedule('2031-02-10T12:00:00Z');
    await forum.seat(session, 'There', { mode: 'in-person' });
    await forum.seat(session, 'Elsewhere');
    await forum.settled();
    const place = { ...session.place!, name: 'Sala Rossa' };
    await forum.publishSession({ ...session, version: 2, sequence: 1, place });
    await forum.settled();
    expect(subjects('there')).toEqual(['Your seat', 'New place']);
    expect(subjects('elsewhere')).toEqual(['Your seat']);
  });

  it('get their link a day ahead where no reminder brings it', async () => {
    const session = await forum.schedule('2031-03-10T12:00:00Z');
    await forum.seat(session, 'Early', { joinToken: 'a.secret/token' });
    await forum.moveClockTo('2031-03-09T12:00:01Z');
    const [mail] = forum.mail.mailsTo('early@example.org', 'Your link to join');
    expect(mail!.text).toContain('Join the session: https://meridian.example/j/a.secret%2Ftoken');
    await forum.seat(session, 'Late', { joinToken: 'late' });
    await forum.settled();
    expect(forum.mail.mailsTo('late@example.org', 'Your seat')[0]!.html).toContain('/j/late"');
  });

  it('get their link a day ahead where the rules of the event leave no reminder that brings it', async () => {
    await forum.publishProgramme({ reminderRules: ['PT10M'], version: 2 });
    const session = await forum.schedule('2031-04-10T12:00:00Z');
    await forum.seat(session, 'Ruled', { joinToken: 'ruled' });
    const grants = [{ role: 'organizer' as const, programmeId: forum.programmeId, city: null }];
    const rules = [{ rule: 'P7D', to: ['participants' as const] }];
    await forum.service.ask(
      SetReminderRules,
      { scope: 'event', id: forum.eventId, rules },
      { actor: { kind: 'person', id: 'organizer', grants } },
    );
    await forum.moveClockTo('2031-04-09T12:00:01Z');
    expect(forum.mail.mailsTo('ruled@example.org', 'Your link to join')).toHaveLength(1);
    const moved = await forum.move(session, '2031-04-10T13:00:00Z');
    await forum.settled();
    // The mail about the new time has the link.
    expect(subjects('ruled').at(-1)).toBe('New time');
    expect(forum.mail.mailsTo('ruled@example.org', 'Your link to join')).toHaveLength(1);
    const later = await forum.schedule('2031-04-20T12:00:00Z');
    await forum.seat(later, 'Also ruled', { joinToken: 'also' });
    await forum.moveClockTo('2031-04-19T12:00:01Z');
    expect(moved.timeVersion).toBe(2);
    expect(forum.mail.mailsTo('also.ruled@example.org', 'Your link to join')).toHaveLength(1);
  });

  it('are told of offers with their time, of expired, lapsed and lost seats', async () => {
    const session = await forum.schedule('2031-05-10T12:00:00Z');
    const person = await forum.seat(session, 'Waiter', { seatStatus: 'waiting' });
    await forum.settled();
    person.keptUntil = '2031-05-01T12:00:00Z';
    await forum.changeSeat(person, 'offered', 'offered');
    await forum.settled();
    await forum.changeSeat(person, 'expired', 'expired');
    await forum.settled();
    expect(subjects('waiter')).toEqual(['In the queue', 'A seat for you', 'No longer kept for you']);
    expect(forum.mail.mailsTo('waiter@example.org', 'A seat for you')[0]!.text).toContain(
      'we keep it for you until Thursday, May 1, 2031 at 8:00 AM',
    );
  });
});
