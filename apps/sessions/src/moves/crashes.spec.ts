import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CreateSession,
  FindSessions,
  MoveChanged,
  PublishRelease,
  ReleasePublished,
  SessionChanged,
  type FactDefinition,
  type InputOf,
  type Move,
  type Session,
} from '#contracts';
import { newId } from '#platform';
import { waitFor, type TestService } from '#platform/testing';
import { DataSource } from 'typeorm';
import { answerForEvents, type OwnedByEvents } from '../testing/events-owner.js';
import {
  forumCities,
  forumProgramme,
  ORGANIZER,
  seaFestival,
  startSessions,
  talk,
} from '../testing/forum.js';
import { moving } from '../testing/moving.js';

/** A process that is killed between any two steps of a move: nothing is ever half applied, and nothing is forgotten. */
const world = { service: undefined as unknown as TestService };
const { to, propose, accept, read, told } = moving(world);
const owned: OwnedByEvents = {
  cities: forumCities(),
  programmes: [forumProgramme()],
  events: [],
  imports: new Map(),
};
let end: () => Promise<void>;
let eventId: string;
let opening: Session;
let songs: Session;
let move: Move;

beforeAll(async () => {
  world.service = await startSessions();
  end = await answerForEvents(world.service, owned);
  await world.service.sql(`
    CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'crash'; END $$;
    CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$;
  `);
});
afterAll(async () => {
  await end();
  await world.service.stop();
});

const sessions = async () =>
  (await world.service.ask(FindSessions, { eventIds: [eventId] }, { actor: ORGANIZER })).items;
const factsOf = async (definition: FactDefinition) =>
  (await world.service.factsOf(definition)).filter((data) => JSON.stringify(data).includes(eventId));
const facts = async () =>
  (await Promise.all([SessionChanged, ReleasePublished, MoveChanged].map(factsOf))).map(
    (found) => found.length,
  );

/** The process dies and another takes over: same database, same NATS. */
async function restart(): Promise<void> {
  const dead = world.service;
  await dead.stop({ keep: true });
  world.service = await startSessions(dead);
}

/** A move of the opening that drags the songs along; Boston has agreed, and Rome's answer applies it. */
beforeEach(async () => {
  const festival = seaFestival({ id: newId() });
  owned.events.push(festival);
  eventId = festival.id;
  const create = (input: Partial<InputOf<typeof CreateSession>>) =>
    world.service.ask(CreateSession, talk({ eventId, ...input }), { actor: ORGANIZER });
  await create({ parts: { 'nha-trang': 'required', boston: 'required', rome: 'required' } });
  await create({
    title: 'Songs',
    start: { local: '2027-06-10T20:30:00', zone: 'Asia/Ho_Chi_Minh' },
    parts: { 'nha-trang': 'required', boston: 'required' },
    relations: [{ kind: 'follows', session: 'opening', gapMinutes: 15 }],
  });
  await world.service.ask(PublishRelease, { eventId }, { actor: ORGANIZER });
  [opening, songs] = (await sessions()) as [Session, Session];
  move = await propose([to(opening, '2027-06-10T20:00:00')]);
  move = await accept(move, 'boston');
});

async function expectNothingApplied(): Promise<void> {
  expect(await sessions()).toEqual([opening, songs]);
  expect(await read(move)).toEqual(move);
}

async function expectAppliedOnce(before: number[]): Promise<void> {
  expect(await read(move)).toMatchObject({ status: 'applied', version: 3 });
  expect(await sessions()).toMatchObject([
    { start: { local: '2027-06-10T20:00:00' }, version: opening.version + 1, sequence: 1, timeVersion: 2 },
    { start: { local: '2027-06-10T21:15:00' }, version: songs.version + 1, sequence: 1, timeVersion: 2 },
  ]);
  const [changed, released, moved] = before as [number, number, number];
  expect(await facts()).toEqual([changed + 2, released + 1, moved + 1]);
}

const CRASHES: [string, string, (sessions: { opening: Session; songs: Session }) => string][] = [
  ['the answer is kept', 'UPDATE ON moves', () => 'true'],
  ['the first session is moved', 'UPDATE ON sessions', ({ opening }) => `NEW.id = '${opening.id}'`],
  ['the second session is moved', 'UPDATE ON sessions', ({ songs }) => `NEW.id = '${songs.id}'`],
  ['the ledger is corrected', 'INSERT ON ledger_entries', () => 'true'],
  ['the release is written', 'INSERT ON releases', () => 'true'],
  [
    'a session is told',
    'INSERT ON outbox',
    ({ songs }) =>
      `NEW.subject = '${SessionChanged.subject}' AND NEW.envelope -> 'data' ->> 'id' = '${songs.id}'`,
  ],
  ['the release is told', 'INSERT ON outbox', () => `NEW.subject = '${ReleasePublished.subject}'`],
  ['the end is told', 'INSERT ON outbox', () => `NEW.subject = '${MoveChanged.subject}'`],
];

describe('a crash', () => {
  it.each(CRASHES)(
    'when %s undoes all of it, and the same answer then does it once',
    async (_, when, which) => {
      const before = await facts();
      const table = when.split(' ON ')[1]!;
      await world.service.sql(
        `CREATE TRIGGER crashes BEFORE ${when} FOR EACH ROW WHEN (${which({ opening, songs })}) EXECUTE FUNCTION crash()`,
      );
      await expect(accept(move, 'rome')).rejects.toMatchObject({ code: 'internal' });
      await expectNothingApplied();
      expect(await facts()).toEqual(before);

      await world.service.sql(`DROP TRIGGER crashes ON ${table}`);
      await accept(move, 'rome');
      await expectAppliedOnce(before);
    },
  );

  it('of the database connection half-way through applying leaves nothing behind', async () => {
    const before = await facts();
    await world.service.sql(
      `CREATE TRIGGER hangs BEFORE UPDATE ON sessions FOR EACH ROW WHEN (NEW.id = '${songs.id}') EXECUTE FUNCTION hang()`,
    );
    const holder = world.service.app.get(DataSource).createQueryRunner();
    await holder.query('SELECT pg_advisory_lock(1)');
    const answer = accept(move, 'rome').then(
      () => 'answered',
      () => 'lost',
    );
    const waiting = () =>
      world.service.sql<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()`,
      );
    await waitFor(async () => (await waiting()).length > 0, { what: 'the half-applied move' });
    await world.service.sql('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [
      (await waiting()).map((row) => row.pid),
    ]);
    expect(await answer).toBe('lost');
    await holder.query('SELECT pg_advisory_unlock(1)');
    await holder.release();
    await world.service.sql('DROP TRIGGER hangs ON sessions');
    await expectNothingApplied();

    await accept(move, 'rome');
    await expectAppliedOnce(before);
  });

  it('between any two steps forgets nothing: proposal, answers, reminder, deadline', async () => {
    await restart();
    expect(await read(move)).toEqual(move);
    await world.service.moveClockTo(move.remindAt);
    await waitFor(async () => (await read(move))?.remindedAt, { what: 'the reminder' });
    await restart();
    const reminded = (await told(move)).at(-1)!;
    expect(reminded).toMatchObject({ version: 3, awaiting: ['rome'] });
    await world.service.moveClockTo(move.deadline);
    await restart();
    await waitFor(async () => (await read(move))?.status === 'applied', { what: 'the deadline' });
    expect(await read(move)).toMatchObject({
      answers: { rome: { by: 'silence' }, boston: { by: 'liaison' } },
    });
    expect((await told(move)).map(({ status }) => status)).toEqual([
      'proposed',
      'proposed',
      'proposed',
      'applied',
    ]);
  });
});
