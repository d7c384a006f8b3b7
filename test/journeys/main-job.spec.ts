import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '#platform/testing';
import { System, type Client } from './system.js';

jest.setTimeout(120_000);

/** The main job, as organizers, liaisons and participants do it, through HTTP and mail alone. */
describe('a year of linked events', () => {
  let system: System;
  let organizer: Client;
  let events: Record<string, { id: string; partners: { id: string; city: string; status: string }[] }>;

  beforeAll(async () => {
    system = await System.start();
    organizer = system.organizer;
    events = await system.events();
  }, 180_000);
  afterAll(() => system?.stop(), 60_000);

  describe('partner cities', () => {
    it('answer by their liaison and by nobody else', async () => {
      const partner = events['sea-festival']!.partners.find(({ city }) => city === 'boston')!;
      const { boston, tokyo } = system.demo.tokens.liaison;
      expect((await system.as().post(`/v1/partners/${partner.id}/accept`, {})).status).toBe(401);
      expect((await system.as(tokyo).post(`/v1/partners/${partner.id}/accept`, {})).status).toBe(403);
      const { status, body } = await system.as(boston).post(`/v1/partners/${partner.id}/accept`, {});
      expect([status, body.status]).toEqual([200, 'accepted']);
    });
  });

  describe('the schedule', () => {
    const session = (overrides: object) => ({
      title: 'A talk across the bay',
      durationMinutes: 45,
      place: { name: 'Annex', city: 'nha-trang' },
      parts: { 'nha-trang': 'required' },
      ...overrides,
    });
    const create = (overrides: object) =>
      organizer.post(`/v1/events/${events['autumn-week']!.id}/sessions`, session(overrides));

    it('refuses a wall time that does not exist, and says which do', async () => {
      const { status, body } = await create({
        start: { local: '2027-03-14T02:30:00', zone: 'America/New_York' },
      });
      expect([status, body.code]).toEqual([422, 'time.gap']);
      expect(body.suggestions).toEqual(['2027-03-14T01:30:00', '2027-03-14T03:30:00']);
    });

    it('asks which of two is meant, and takes the answer', async () => {
      const start = { local: '2027-11-07T01:30:00', zone: 'America/New_York' };
      const { status, body } = await create({ start });
      expect([status, body.code]).toEqual([422, 'time.overlap']);
      expect(body.choices).toEqual(['2027-11-07T05:30:00Z', '2027-11-07T06:30:00Z']);
      const later = await create({ start: { ...start, disambiguation: 'later' } });
      expect([later.status, later.body.start.instant]).toEqual([201, '2027-11-07T06:30:00Z']);
    });

    it('refuses a zone nobody knows, naming the field', async () => {
      const { status, body } = await create({
        start: { local: '2027-11-08T10:00:00', zone: 'Mars/Olympus' },
      });
      expect([status, body.code]).toEqual([422, 'time.zone']);
    });

    it('refuses a place twice at the same time unless it is meant', async () => {
      const start = { local: '2027-11-08T10:00:00', zone: 'America/New_York' };
      const first = await create({ start });
      const second = await create({ start: { ...start, local: '2027-11-08T10:30:00' } });
      expect([second.status, second.body.code]).toEqual([409, 'schedule.conflict']);
      expect(second.body.sessions).toEqual([first.body.id]);
      expect((await create({ start, allowConflicts: true })).status).toBe(201);
    });

    it('lets no released time change over the heads of other required cities', async () => {
      const path = `/v1/events/${events['spring-roundtable']!.id}/sessions`;
      const roundtable = (await organizer.get(path)).body.items[0];
      const { status, body } = await organizer.patch(`/v1/sessions/${roundtable.id}`, {
        start: { local: '2027-03-18T13:00:00', zone: 'Europe/Rome' },
      });
      expect([status, body.code]).toEqual([409, 'move.required']);
    });

    it('refuses a change that rests on an old version', async () => {
      const { body, headers } = await create({
        start: { local: '2027-11-08T15:00:00', zone: 'America/New_York' },
      });
      const etag = headers.get('etag') ?? `"${body.version}"`;
      const path = `/v1/sessions/${body.id}`;
      expect((await organizer.patch(path, { title: 'Renamed' }, { 'if-match': etag })).status).toBe(200);
      expect((await organizer.patch(path, { title: 'Late' }, { 'if-match': etag })).status).toBe(412);
    });
  });

  describe('a new time that other cities must agree to', () => {
    it('is proposed, answered by both, and told to each person once', async () => {
      const list = await organizer.get(`/v1/events/${events['sea-festival']!.id}/sessions`);
      const session = list.body.items.find(({ slug }: { slug: string }) => slug === 'healthcare');
      const email = 'listener@tokyo.example';
      const person = { email, name: 'Listener', city: 'tokyo', language: 'en' };
      const listener = system.as((await organizer.post('/v1/participants', person)).body.token);
      const slots = await organizer.get(`/v1/slots?sessions=${session.id}`);
      const online = slots.body.items.find(({ mode }: { mode: string }) => mode === 'online');
      expect((await listener.post(`/v1/slots/${online.id}/seats`, {})).status).toBe(201);
      // Who hears of the seat only after the move is told the new time at once.
      await system.mails(email, /Your seat/);

      const start = { local: '2027-06-11T08:00:00', zone: 'Asia/Ho_Chi_Minh' };
      const refused = await organizer.patch(`/v1/sessions/${session.id}`, { start });
      expect([refused.status, refused.body.code]).toEqual([409, 'move.required']);
      const { path, body: wish } = refused.body.propose;
      const proposed = await organizer.post(path, { ...wish, reason: 'The hall opens at eight.' });
      expect([proposed.status, proposed.body.status]).toEqual([201, 'proposed']);
      expect(proposed.body.awaiting).toEqual(['boston', 'tokyo']);
      const [{ cities }] = proposed.body.effects.sessions;
      expect(cities.find(({ city }: { city: string }) => city === 'boston')).toMatchObject({
        before: { local: '2027-06-10T20:30:00', dayShift: -1 },
        after: { local: '2027-06-10T21:00:00', dayShift: -1 },
      });
      expect(proposed.body.effects.seats).toContainEqual({
        session: session.id,
        mode: 'online',
        taken: expect.any(Number),
        waiting: 0,
      });

      const { boston, tokyo } = system.demo.tokens.liaison;
      const awaiting = await system.as(boston).get('/v1/moves?awaiting=boston');
      expect(awaiting.body.items).toMatchObject([{ id: proposed.body.id }]);
      const accept = (token: string | undefined) =>
        system.as(token).post(`/v1/moves/${proposed.body.id}/accept`, {});
      expect((await accept(boston)).body).toMatchObject({ status: 'proposed', awaiting: ['tokyo'] });
      const before = (await system.as().get(`/v1/sessions/${session.id}`)).body;
      expect(before).toMatchObject({ sequence: session.sequence, start: { local: '2027-06-11T07:30:00' } });

      expect((await accept(tokyo)).body).toMatchObject({ status: 'applied' });
      const after = (await system.as().get(`/v1/sessions/${session.id}`)).body;
      expect(after).toMatchObject({ sequence: session.sequence + 1, start });
      const releases = await system.as().get(`/v1/events/${events['sea-festival']!.id}/releases?limit=1`);
      expect(releases.body.items[0].changes).toMatchObject([
        { kind: 'moved', words: expect.stringMatching(/moves from .*07:30 .* to 08:00\.$/) },
      ]);
      expect(await system.mails(email, /New time/)).toHaveLength(1);
    }, 60_000);
  });

  describe('an online session with thirty seats', () => {
    interface Guest {
      email: string;
      client: Client;
      seat: { id: string; status: string; position: number | null };
    }
    let sessionId: string;
    let slotId: string;
    let guests: Guest[];

    beforeAll(async () => {
      const eventId = events['sea-festival']!.id;
      const { body: session } = await organizer.post(`/v1/events/${eventId}/sessions`, {
        title: 'Evening talk on the beach',
        purpose: 'evening',
        place: { name: 'Pavilion', city: 'nha-trang' },
        start: { local: '2027-06-12T17:00:00', zone: 'Asia/Ho_Chi_Minh' },
        durationMinutes: 60,
        parts: { 'nha-trang': 'required', boston: 'invited', tokyo: 'invited' },
      });
      sessionId = session.id;
      const slot = await organizer.post(`/v1/sessions/${sessionId}/slots`, { mode: 'online', capacity: 30 });
      slotId = slot.body.id;
      await organizer.post(`/v1/events/${eventId}/releases`, {});
      const cities = ['boston', 'nha-trang', 'washington-dc', 'tokyo', 'bengaluru', 'rome'];
      guests = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const city = cities[index % cities.length]!;
          const email = `guest-${index + 1}@${city}.example`;
          const { body } = await organizer.post('/v1/participants', {
            email,
            name: `Guest ${index + 1}`,
            city,
            language: 'en',
          });
          return { email, client: system.as(body.token), seat: { id: '', status: '', position: null } };
        }),
      );
    }, 60_000);

    const counts = async () => (await system.as().get(`/v1/slots/${slotId}`)).body;
    const confirmed = () => guests.filter(({ seat }) => seat.status === 'confirmed');

    it('seats thirty of forty who press at once, and queues ten in order', async () => {
      const answers = await Promise.all(
        guests.map(({ client }) => client.post(`/v1/slots/${slotId}/seats`, {})),
      );
      answers.forEach(({ body }, index) => (guests[index]!.seat = body));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(30);
      const waiting = answers.filter(({ status }) => status === 202).map(({ body }) => body.position);
      expect(waiting.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await counts()).toMatchObject({ capacity: 30, confirmed: 30, waiting: 10 });
    });

    it('gives the same person the same seat again', async () => {
      const [guest] = confirmed();
      const again = await guest!.client.post(`/v1/slots/${slotId}/seats`, {});
      expect([again.status, again.body.id]).toEqual([200, guest!.seat.id]);
    });

    it('confirms by mail, with a calendar entry in the reader’s hands', async () => {
      const [mail] = await system.mails(confirmed()[0]!.email, /Your seat/);
      const invite = mail!.attachments.find(({ contentType }) => contentType.startsWith('text/calendar'));
      expect(invite?.text).toContain('METHOD:REQUEST');
      expect(invite?.text).toContain('SEQUENCE:0');
    });

    it('gives a freed seat to the first who waits', async () => {
      const leaving = confirmed()[0]!;
      const first = guests.find(({ seat }) => seat.position === 1)!;
      expect((await leaving.client.delete(`/v1/seats/${leaving.seat.id}`)).status).toBe(200);
      expect((await first.client.get(`/v1/seats/${first.seat.id}`)).body.status).toBe('confirmed');
      expect(await counts()).toMatchObject({ confirmed: 30, waiting: 9 });
      leaving.seat.status = 'cancelled';
      first.seat.status = 'confirmed';
      await system.mails(first.email, /You have a seat now/);
      const [gone] = await system.mails(leaving.email, /You gave up your seat/);
      const entry = gone!.attachments.find(({ contentType }) => contentType.startsWith('text/calendar'));
      expect(entry?.text).toContain('METHOD:CANCEL');
      expect(entry?.text).toContain(`UID:${sessionId}@`);
      expect(entry?.text).toContain('SEQUENCE:1');
    });

    it('shows nobody another’s seat', async () => {
      const [mine, theirs] = confirmed();
      expect((await mine!.client.get(`/v1/seats/${theirs!.seat.id}`)).status).toBe(404);
      expect((await mine!.client.delete(`/v1/seats/${theirs!.seat.id}`)).status).toBe(404);
    });

    it('when it moves, moves reminders and calendars, and tells each person once', async () => {
      const { status, body } = await organizer.patch(`/v1/sessions/${sessionId}`, {
        start: { local: '2027-06-12T18:30:00', zone: 'Asia/Ho_Chi_Minh' },
      });
      expect([status, body.sequence, body.start.instant]).toEqual([200, 1, '2027-06-12T11:30:00Z']);
      const told = guests.filter(({ seat }) => seat.status !== 'cancelled');
      const mails = await Promise.all(told.map(({ email }) => system.mails(email, /New time/)));
      expect(mails.map((each) => each.length)).toEqual(told.map(() => 1));
      const calendars = mails.map(([mail]) => mail!.attachments.map(({ text }) => text).join());
      // Who waits has no entry in the calendar yet.
      expect(calendars.map((calendar) => calendar.includes('SEQUENCE:1'))).toEqual(
        told.map(({ seat }) => seat.status === 'confirmed'),
      );
      const reminders = await waitFor(async () => {
        const { items } = (await organizer.get(`/v1/sessions/${sessionId}/reminders`)).body;
        const tokyo = items.find(
          (row: { rule: string; zone: string }) => row.rule === 'PT10M' && row.zone === 'Asia/Tokyo',
        );
        return tokyo?.dueAt.startsWith('2027-06-12T11:20:00') && items;
      });
      // Three rules in the five zones of six cities: Boston and Washington share one.
      expect(reminders).toHaveLength(15);
    });

    it('reminds everybody with a seat once per rule, in the reader’s own time', async () => {
      const seated = confirmed();
      const reminders = (count: number) =>
        Promise.all(seated.map(({ email }) => system.mails(email, /Reminder/, count)));
      await system.moveClockTo('2027-06-05T11:31:00Z');
      await reminders(1);
      await system.moveClockTo('2027-06-11T11:31:00Z');
      const mails = await reminders(2);
      expect(mails.map((each) => each.length)).toEqual(seated.map(() => 2));
      const inBoston = mails[seated.findIndex(({ email }) => email.endsWith('@boston.example'))]!;
      expect(inBoston.at(-1)!.text).toContain('7:30');

      const { items } = (await organizer.get(`/v1/sessions/${sessionId}/reminders`)).body;
      for (const [rule, sent] of Object.entries({ P7D: 30, P1D: 30, PT10M: 0 })) {
        const rows = items.filter((row: { rule: string }) => row.rule === rule);
        expect([rule, rows.reduce((sum: number, row: { sent: number }) => sum + row.sent, 0)]).toEqual([
          rule,
          sent,
        ]);
      }
    });

    it('lets a person do without reminders by one click, which no scanner’s look does', async () => {
      const [mail] = await system.mails(confirmed()[0]!.email, /Reminder/);
      expect(mail!.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
      const link = /<(.*)>/.exec(mail!.headers['list-unsubscribe']!)![1]!;
      const page = async () => (await fetch(link.replace(/\?.*/, ''))).text();
      const boxes = (text: string) =>
        [...text.matchAll(/name="(\w+)" value="1" checked/g)].map(([, name]) => name);
      expect(boxes(await page())).toEqual(['reminders', 'recordings', 'digests']);
      const click = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
      expect((await fetch(link, click)).status).toBe(200);
      expect(boxes(await page())).toEqual(['recordings', 'digests']);
      expect((await fetch(`${link.replace(/\?.*/, '')}x`, click)).status).toBe(404);
    });

    it('when it is cancelled, says so once to everybody and takes the entry out of calendars', async () => {
      expect((await organizer.delete(`/v1/sessions/${sessionId}`)).status).toBe(200);
      const everybody = guests.filter(({ seat }) => seat.status !== 'cancelled');
      for (const { email } of everybody.slice(0, 5)) {
        const [mail, second] = await system.mails(email, /Cancelled/);
        expect(second).toBeUndefined();
        expect(mail!.attachments.map(({ text }) => text).join()).toContain('METHOD:CANCEL');
      }
      const closed = await guests[0]!.client.post(`/v1/slots/${slotId}/seats`, {});
      expect([closed.status, closed.body.code]).toEqual([409, 'seat.closed']);
    });
  });

  describe('people who come by themselves', () => {
    it('confirm their address by mail, and the same link works once', async () => {
      const email = 'newcomer@rome.example';
      const known = await system.as().post('/v1/participants', { email, name: 'Newcomer', city: 'rome' });
      expect([known.status, known.body]).toEqual([202, { status: 'mailed' }]);
      const [mail] = await system.mails(email, /Sign in/);
      const token = /\/sign-in\/([\w.-]+)/.exec(mail!.text)![1];
      expect((await system.as().get(`/sign-in/${token}`)).status).toBe(200);
      const { status, body } = await system.as().post('/v1/sign-in', { token });
      expect(status).toBe(200);
      expect((await system.as(body.token).get('/v1/me')).body).toMatchObject({ email, city: 'rome' });
      expect((await system.as().post('/v1/sign-in', { token })).body.code).toBe('sign-in.expired');
    });
  });
});
