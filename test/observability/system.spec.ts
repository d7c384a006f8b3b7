import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '#platform/testing';
import { TZDB_VERSION } from '#time';
import { MailServer } from '../../apps/notifications/src/testing/mail-server.js';
import { System } from '../journeys/system.js';
import { alertRules, dashboardExpressions, metricNames } from './expressions.js';

const PROCESSES = ['events', 'sessions', 'participants', 'notifications', 'gateway'];
const CANARY = { name: 'Canary Zwitscherling', email: 'canary.zwitscherling@example.org' };
const REFUSED = { name: 'Refused Zwitscherling', email: 'refused.zwitscherling@example.org' };
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

/** Lets people register, take seats and sign in, with all that goes wrong, and then looks at what the processes say. */
describe('What the processes say of themselves', () => {
  let system: System;
  let mail: MailServer;
  /** What no log may hold: tokens, by what they are. */
  const secrets: Record<string, string> = {};

  beforeAll(async () => {
    mail = await MailServer.start();
    mail.behave = ({ text, to }) =>
      [to].flat().some((list) => list?.text.includes(REFUSED.email)) || !text ? 550 : 'accept';
    system = await System.start({ LOG_LEVEL: 'debug', SMTP_URL: mail.url });
    await liveThroughADay();
  }, 180_000);
  afterAll(async () => {
    await system?.stop();
    await mail.stop();
  });

  async function liveThroughADay(): Promise<void> {
    const slotId = await anOnlineSlot();
    for (const person of [CANARY, REFUSED]) {
      const { body } = await system.organizer.post('/v1/participants', person);
      secrets[`token of ${person.name}`] = body.token;
      const client = system.as(body.token);
      const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
      const headers: Record<string, string> =
        person === CANARY ? { traceparent, 'Idempotency-Key': 'canary-key' } : {};
      expect((await client.post(`/v1/slots/${slotId}/seats`, {}, headers)).status).toBe(201);
      await client.get('/v1/me');
    }
    await waitFor(() => mail.mailsTo(CANARY.email, 'Your seat').length > 0, { timeoutMs: 20_000 });
    await waitFor(() => mail.given.length > mail.accepted.length, { timeoutMs: 20_000 });
    await refusals(slotId);
    await signIn();
    await breakdown();
  }

  async function anOnlineSlot(): Promise<string> {
    const { body: events } = await system.organizer.get('/v1/programmes/aiws-forum-2027/events');
    for (const { id } of events.items) {
      const { body: sessions } = await system.organizer.get(`/v1/events/${id}/sessions`);
      const ids = sessions.items.map((session: { id: string }) => session.id).join(',');
      const { body: slots } = await system.organizer.get(`/v1/slots?sessions=${ids}`);
      const slot = slots.items.find(
        ({ mode, capacity, allocations }: any) =>
          mode === 'online' && (capacity === null || (capacity > 20 && !Object.keys(allocations).length)),
      );
      if (slot) return slot.id;
    }
    throw new Error('the demo has no such slot');
  }

  async function refusals(slotId: string): Promise<void> {
    const forged = (secrets['forged'] =
      `${secrets[`token of ${CANARY.name}`]!.split('.')[0]}.forged-signature-of-a-token`);
    const answers = await Promise.all([
      system.as(forged).get('/v1/me'),
      system.organizer.post('/v1/participants', CANARY),
      system.organizer.post('/v1/participants', { ...CANARY, city: CANARY.name }),
      system.organizer.post('/v1/participants', { ...CANARY, unknown: CANARY.email }),
      system.as().post(`/v1/slots/${slotId}/seats`, {}),
      system.as().get(`/v1/nothing/${CANARY.email}?name=${encodeURIComponent(CANARY.name)}`),
      system.as().get(`/sign-in/${forged}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 409, 422, 422, 401, 404, 200]);
  }

  async function signIn(): Promise<void> {
    await system.as().post('/v1/participants', CANARY);
    const letter = await waitFor(() => mail.mailsTo(CANARY.email, 'Sign in')[0], { timeoutMs: 20_000 });
    const token = (secrets['sign-in token'] = /\/sign-in\/([\w.-]+)/.exec(letter.text!)![1]!);
    const { status, body } = await system.as().post('/v1/sign-in', { token });
    expect(status).toBe(200);
    secrets['token by sign-in'] = body.token;
    expect((await system.as().post('/v1/sign-in', { token })).body.code).toBe('sign-in.expired');
  }

  /** A mistake of ours, in the middle of writing a person down: its error has the whole row in it. */
  async function breakdown(): Promise<void> {
    await system.sql(`ALTER TABLE participants.persons ADD CONSTRAINT broken CHECK (name NOT LIKE 'Third%')`);
    const third = { name: `Third ${CANARY.name}`, email: `third.${CANARY.email}` };
    const { status, body } = await system.organizer.post('/v1/participants', third);
    expect([status, body.code]).toEqual([500, 'internal']);
  }

  const allLines = () => PROCESSES.flatMap((name) => system.logOf(name).map((line) => ({ name, line })));

  describe('in logs', () => {
    it('is JSON with level, time and name on every line', () => {
      for (const { name, line } of allLines()) {
        expect(JSON.parse(line)).toMatchObject({
          level: expect.any(Number),
          time: expect.any(Number),
          name,
        });
      }
    });

    it('has no name, address, token, password or header of anybody', () => {
      for (const [of, secret] of Object.entries(secrets)) {
        // The part before the dot names a row; what follows is the secret.
        expect([of, linesWith(secret.split('.')[1]!)]).toEqual([of, []]);
      }
      for (const text of [
        'Zwitscherling',
        'zwitscherling',
        'uthorization',
        'Bearer ',
        'assword',
        'canary-key',
      ])
        expect([text, linesWith(text)]).toEqual([text, []]);
      for (const token of [system.demo.tokens.organizer, system.demo.tokens.admin])
        expect(linesWith(token.split('.')[1]!)).toEqual([]);
    });

    it('says what broke, with its cause and its trace', () => {
      const errors = system.logOf('participants').filter((line) => JSON.parse(line).level === 50);
      expect(errors).toHaveLength(1);
      const { err, traceId } = JSON.parse(errors[0]!);
      expect(err.message).toContain('broken');
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      // The caller was given the same one.
      expect(system.logOf('gateway').some((line) => line.includes(traceId))).toBe(true);
    });

    it('follows one request from HTTP to the mail by its trace', () => {
      const said = PROCESSES.filter((name) => system.logOf(name).some((line) => line.includes(TRACE)));
      expect(said).toEqual(['participants', 'notifications', 'gateway']);
    });
  });

  describe('in metrics', () => {
    const scraped = new Map<string, string>();
    beforeAll(async () => {
      const ports = { ...system.ports, gateway: system.ports['metrics'] };
      for (const name of PROCESSES) {
        const response = await fetch(`http://127.0.0.1:${ports[name as keyof typeof ports]}/metrics`);
        scraped.set(name, await response.text());
      }
    });

    const known = () => {
      const names = new Set(['up']);
      for (const [, name, type] of [...scraped.values()].join('\n').matchAll(/^# TYPE (\w+) (\w+)$/gm)) {
        const suffixes = type === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
        for (const suffix of suffixes) names.add(name + suffix);
      }
      return names;
    };

    it('is everything that the dashboard and the alerts look at', () => {
      const missing = [...dashboardExpressions(), ...alertRules().map(({ expr }) => expr)]
        .flatMap(metricNames)
        .filter((name) => !known().has(name));
      expect(missing).toEqual([]);
    });

    it.each<[string, string, Record<string, string>, number]>([
      [
        'participants',
        'meridian_requests_seconds_count',
        { subject: 'req.participants.take-seat.v1', outcome: 'ok' },
        2,
      ],
      ['participants', 'meridian_requests_seconds_count', { outcome: 'email.taken' }, 1],
      [
        'gateway',
        'meridian_asks_seconds_count',
        { subject: 'req.participants.confirm-sign-in.v1', outcome: 'ok' },
        1,
      ],
      [
        'gateway',
        'meridian_http_seconds_count',
        { route: '/v1/slots/:id/seats', method: 'POST', status: '201' },
        2,
      ],
      ['gateway', 'meridian_http_seconds_count', { route: '/v1/participants', status: '500' }, 1],
      ['gateway', 'meridian_http_seconds_count', { route: 'none', status: '404' }, 1],
      ['notifications', 'meridian_mails_total', { notice: 'seat-confirmed', state: 'sent' }, 1],
      ['notifications', 'meridian_mails_total', { notice: 'seat-confirmed', state: 'failed' }, 1],
      [
        'notifications',
        'meridian_facts_pending',
        { consumer: 'notifications_fact-participants-seats-changed-v1' },
        0,
      ],
      ['participants', 'meridian_outbox_unpublished', {}, 0],
      ['sessions', 'meridian_build_info', { tzdb: TZDB_VERSION, node: process.version }, 1],
    ])('%s counts %s %j', (name, metric, labels, value) => {
      const wanted = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
      const samples = scraped
        .get(name)!
        .split('\n')
        .filter((line) => line.startsWith(`${metric}{`) && wanted.every((label) => line.includes(label)));
      expect(samples.map((line) => Number(line.split(' ').at(-1)))).toEqual([value]);
    });

    it('has labels of few values, and nobody in them', () => {
      const text = [...scraped.values()].join('\n');
      expect(text).not.toMatch(/zwitscherling|[0-9a-f]{8}-[0-9a-f]{4}-7/i);
      for (const [of, secret] of Object.entries(secrets)) {
        expect([of, text.includes(secret.split('.')[1]!)]).toEqual([of, false]);
      }
    });
  });

  const linesWith = (text: string) =>
    allLines()
      .filter(({ line }) => line.includes(text))
      .map(({ name, line }) => `${name}: ${line}`);
});
