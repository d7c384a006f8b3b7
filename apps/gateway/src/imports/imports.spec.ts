import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CheckImportOfEvents,
  CheckImportOfParticipants,
  CheckImportOfSessions,
  GiveGrant,
  StartImport,
  type ImportCheck,
  type ProgrammeImport,
} from '#contracts';
import { TestGateway, type Asked } from '../testing/test-gateway.js';

const file = {
  format: 'meridian/programme@1',
  programme: { slug: 'forum', title: 'Forum', cities: ['rome'] },
  events: [
    { slug: 'festival', title: 'Festival', hostCity: 'rome', startsOn: '2027-06-10', endsOn: '2027-06-11' },
  ],
};
const started: ProgrammeImport = {
  id: 'import-id',
  programmeId: 'forum-id',
  status: 'applying',
  release: false,
  applied: {},
  error: null,
};
const clean: ImportCheck = { errors: [], changes: [] };
const wrong = (path: string): ImportCheck => ({ errors: [{ path, message: 'is wrong' }], changes: [] });

let gateway: TestGateway;
let starts: Asked[];
let grants: Asked[];
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());
beforeEach(async () => {
  await gateway.answer(CheckImportOfEvents, () => clean);
  await gateway.answer(CheckImportOfSessions, () => clean);
  await gateway.answer(CheckImportOfParticipants, () => clean);
  starts = await gateway.answer(StartImport, ({ release }) => ({ ...started, release }));
  grants = await gateway.answer(GiveGrant, ({ participantId }) => ({
    id: 'grant-id',
    participantId,
    role: 'organizer' as const,
    programmeId: 'forum-id',
    city: null,
  }));
});

const send = (query = '', body: unknown = file) =>
  gateway.send(`/v1/programmes/import${query}`, { token: 'organizer', body });

describe('an import', () => {
  it('that every service finds right is started, and its maker organizes the programme', async () => {
    const { status, headers, body } = await send('?release=true');

    expect(status).toBe(202);
    expect(headers.get('location')).toBe('/v1/imports/import-id');
    expect(body).toEqual({ ...started, release: true });
    expect(grants).toHaveLength(1);
  });

  it('that has nothing left to do is 200', async () => {
    await gateway.answer(StartImport, () => ({ ...started, status: 'ready' as const }));

    expect((await send()).status).toBe(200);
  });

  it('with errors is refused with those of all services, and not started', async () => {
    await gateway.answer(CheckImportOfParticipants, () => wrong('events[0].hostCity'));
    await gateway.answer(CheckImportOfSessions, () => wrong('events[0].slug'));
    await gateway.answer(CheckImportOfEvents, () => wrong('programme.cities[0]'));

    const { status, body } = await send();

    expect(status).toBe(422);
    expect(body.code).toBe('import.invalid');
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'programme.cities[0]',
      'events[0].slug',
      'events[0].hostCity',
    ]);
    expect(starts).toEqual([]);
  });

  it('as a dry run says what would be, and changes nothing', async () => {
    const changes: ImportCheck['changes'] = [{ kind: 'create', noun: 'programme', path: 'programme' }];
    await gateway.answer(CheckImportOfEvents, () => ({ errors: [], changes }));
    await gateway.answer(CheckImportOfSessions, () => wrong('events[0].slug'));

    const { status, body } = await send('?dryRun=true');

    expect(status).toBe(200);
    expect(body).toEqual({ errors: [{ path: 'events[0].slug', message: 'is wrong' }], changes });
    expect(starts).toEqual([]);
  });

  it('of another shape is refused with every path', async () => {
    const { status, body } = await send('', {
      ...file,
      format: 'csv',
      events: [{ ...file.events[0], startsOn: 'June', status: 'published' }],
    });

    expect(status).toBe(422);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'format',
      'events[0].startsOn',
      'events[0].status',
    ]);
  });

  it('of another shape is refused with what the services find in the rest, too', async () => {
    const asked = await gateway.answer(CheckImportOfSessions, () => ({
      errors: ['events[0].sessions[1].start.local', 'events[0].sessions[0]'].map((path) => ({
        path,
        message: 'is wrong',
      })),
      changes: [],
    }));
    const sessions = [
      { slug: 'opening', title: { english: 'Opening' }, durationMinutes: 0, room: 1, languages: ['EN'] },
      { slug: 'closing', title: 'Closing', durationMinutes: 60 },
      'break',
    ];

    const { status, body } = await send('', { ...file, events: [{ ...file.events[0], sessions }] });

    expect(status).toBe(422);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'events[0].sessions[0].title.english',
      'events[0].sessions[0].durationMinutes',
      'events[0].sessions[0].room',
      'events[0].sessions[0].languages[0]',
      'events[0].sessions[1].start.local',
      'events[0].sessions[2]',
    ]);
    expect(asked).toHaveLength(1);
  });

  it('of a shape that leaves nothing to check is refused at once', async () => {
    for (const body of [null, [], {}, { ...file, programme: 'forum' }]) {
      expect((await send('', body)).body.code).toBe('validation.failed');
    }
  });

  it('may be larger than other bodies', async () => {
    const long = { ...file, programme: { ...file.programme, description: 'x'.repeat(9_000) } };
    const events = Array.from({ length: 40 }, (_, index) => ({
      ...file.events[0],
      slug: `event-${index}`,
      sessions: Array.from({ length: 60 }, (_, n) => ({
        slug: `session-${n}`,
        title: 'A session with a title of a usual length, in a usual event',
        durationMinutes: 60,
      })),
    }));

    expect(JSON.stringify({ ...long, events }).length).toBeGreaterThan(256 * 1024);
    expect((await send('', { ...long, events })).status).toBe(202);
    expect((await send('', 'x'.repeat(2 * 1024 * 1024 + 1))).status).toBe(413);
  });
});
