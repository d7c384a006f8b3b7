import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '#platform/testing';
import { System, type Answer, type Client } from './system.js';

jest.setTimeout(120_000);

const FILE = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../deploy/demo/aiws-forum.json'), 'utf8'),
);

let system: System;
let organizer: Client;
let events: Record<string, { id: string }>;

beforeAll(async () => {
  system = await System.start();
  organizer = system.organizer;
  events = await system.events();
}, 180_000);
afterAll(() => system?.stop(), 60_000);

describe('the programme', () => {
  it('is public once released, with times in every city', async () => {
    const { status, body } = await system
      .as()
      .get(`/v1/events/${events['sea-festival']!.id}/sessions?cities=boston,tokyo`);
    expect(status).toBe(200);
    const opening = body.items.find((session: { slug: string }) => session.slug === 'opening');
    expect(opening).toMatchObject({
      status: 'scheduled',
      start: {
        local: '2027-06-10T19:00:00',
        offset: '+07:00',
        instant: '2027-06-10T12:00:00Z',
        tzdb: '2026f',
      },
    });
    expect(opening.localTimes).toEqual([
      expect.objectContaining({
        city: 'boston',
        local: '2027-06-10T08:00:00',
        offset: '-04:00',
        dayShift: 0,
        burden: 1,
      }),
      expect.objectContaining({
        city: 'tokyo',
        local: '2027-06-10T21:00:00',
        offset: '+09:00',
        dayShift: 0,
        burden: 2,
      }),
    ]);
  });

  it('keeps sessions without a start as drafts, seen by organizers only', async () => {
    const path = `/v1/events/${events['autumn-week']!.id}/sessions`;
    const slugs = ({ body }: Answer) => body.items.map((session: { slug: string }) => session.slug);
    expect(slugs(await system.as().get(path))).not.toContain('mayors');
    expect(slugs(await organizer.get(path))).toEqual(expect.arrayContaining(['mayors', 'startups']));
  });

  it('imported again, changes nothing', async () => {
    const versions = async () =>
      Promise.all(
        Object.values(events).map(async ({ id }) => {
          const event = (await organizer.get(`/v1/events/${id}`)).body;
          const sessions = (await organizer.get(`/v1/events/${id}/sessions`)).body.items;
          return [event.version, ...sessions.map((session: { version: number }) => session.version)];
        }),
      );
    const before = await versions();
    const { status, body } = await organizer.post('/v1/programmes/import?release=true', FILE);
    expect(status).toBe(202);
    await waitFor(async () => (await organizer.get(`/v1/imports/${body.id}`)).body.status === 'ready');
    expect(await versions()).toEqual(before);
  });

  it('with mistakes is refused whole, every one with its path', async () => {
    const file = structuredClone(FILE);
    file.events[0].sessions[0].start = { local: '2027-03-28T02:30:00', zone: 'Europe/Rome' };
    file.events[1].partners[0].city = 'atlantis';
    file.events[1].sessions[1].slots[0].allocations = { boston: 200, tokyo: 200 };
    file.events[2].sessions[0].speakers = ['nobody'];
    const { status, body } = await organizer.post('/v1/programmes/import', file);
    expect(status).toBe(422);
    expect(body.code).toBe('import.invalid');
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual([
      'events[0].sessions[0].start.local',
      'events[1].partners[0].city',
      expect.stringMatching(/^events\[1\]\.sessions\[1\]\.slots\[0\]\.allocations/),
      'events[2].sessions[0].speakers[0]',
    ]);
  });

  it('has calendars for events and for the whole', async () => {
    const { status, headers, body } = await system
      .as()
      .get(`/v1/events/${events['sea-festival']!.id}/calendar.ics`);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/calendar')]);
    expect(body).toContain('DTSTART;TZID=Asia/Ho_Chi_Minh:20270610T190000');
    const whole = await system.as().get('/v1/programmes/aiws-forum-2027/calendar.ics');
    expect(whole.body.match(/BEGIN:VEVENT/g)).toHaveLength(15);
  });
});

describe('the service itself', () => {
  it('says what it depends on', async () => {
    const { status, body } = await system.as().get('/health/ready');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain('2026f');
  });

  it('describes its API', async () => {
    const { body } = await system.as().get('/v1/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining(['/v1/sessions/{id}', '/v1/slots/{id}/seats']),
    );
  });

  it('shows the programme on a page', async () => {
    const { status, body } = await system.as().get('/?zone=Asia/Tokyo');
    expect(status).toBe(200);
    expect(body).toContain('Opening ceremony on the beach');
    expect(body).toContain('21:00');
  });
});
