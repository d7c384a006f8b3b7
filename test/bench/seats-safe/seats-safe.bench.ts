import { connect } from '@nats-io/transport-node';
import { createTestDatabase, startNats, waitFor } from '#platform/testing';
import pg from 'pg';
import { dataSourceOptions } from '../../../apps/participants/src/data-source.js';
import type { Bench, BenchOptions, OpenBench, Sample } from '../frame.js';
import { openSlot, registerPeople, type Sql } from '../seats/hall.js';
import { seatInvariants } from '../seats/invariants.js';
import { Program } from '../seats/program.js';
import { HallParty } from './hall-party.js';

const CALLERS = 256;
const INSTANCES = 4;
/** Answered requests of a turn unless said otherwise; a million in all is `--size 100000` at four rounds. */
const OPERATIONS = 10_000;
const PEOPLE = 2_000;
const TURN_MS = 600_000;
const CAPACITIES = [50, 400, 1_500];

export const seatsSafeBench: Bench = {
  name: 'seats-safe',
  about:
    `seats-safe: ${OPERATIONS} (--size) takes and cancels a turn on three hot slots, one take in five twice at the same time,\n` +
    'by four instances of which two are killed (-9) among their batches and started again, against one instance that\n' +
    'nobody kills.\n' +
    'The invariants are the point; the ratio is what instances cost each other on the same slots, until the kill.',
  goals: [{ name: 'instances', value: 'perSecond', unit: '/s', ours: 'four', other: 'one', atLeast: 0.4 }],
  open,
};

async function open({ size: operations = OPERATIONS }: BenchOptions): Promise<OpenBench> {
  const [nats, database] = await Promise.all([startNats(), createTestDatabase(dataSourceOptions)]);
  const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=participants' });
  const sql: Sql = async (query, parameters) => (await pool.query(query, parameters)).rows as never;
  const connection = await connect({ servers: new URL(nats.url).host });
  const people = await registerPeople(sql, PEOPLE);
  const env = {
    ...{ NODE_ENV: 'production', NATS_URL: nats.url, DATABASE_URL: database.url },
    TOKEN_SECRET: 'a secret of the benches, long enough',
  };
  const parties: HallParty[] = [];

  const turn = async (instances: number, killed: readonly number[] = []) => {
    const slotIds = await Promise.all(CAPACITIES.map((capacity) => openSlot(sql, capacity)));
    const programs: Program[] = [];
    while (programs.length < instances)
      programs.push(await Program.start('apps/participants/src/main.js', env));
    const party = new HallParty(connection, slotIds, people);
    parties.push(party);
    const begun = performance.now();
    const reached = (part: number) => () => party.operations >= operations * part;
    const disturbed = async () => {
      await waitFor(reached(1 / 3), { timeoutMs: TURN_MS });
      // Undisturbed until here.
      const perSecond = (party.operations / (performance.now() - begun)) * 1_000;
      for (const [count, instance] of killed.entries()) {
        await waitFor(reached((count + 1) / (killed.length + 1)), { timeoutMs: TURN_MS });
        await programs[instance]!.kill();
        await programs[instance]!.start();
      }
      return { perSecond } satisfies Sample;
    };
    const [sample] = await Promise.all([disturbed(), party.run(operations, CALLERS)]);
    await Promise.all(programs.map((program) => program.stop()));
    return sample;
  };
  return {
    sides: {
      four: () => turn(INSTANCES, [0, 1]),
      one: () => turn(1),
    },
    invariants: async () => ({
      ...(await seatInvariants(sql)),
      inversions: await inversions(sql),
      ...(await lost(sql, parties)),
    }),
    close: async () => {
      await connection.close();
      await pool.end();
      await database.drop();
      await nats.stop();
    },
  };
}

/** Everybody is one person of no city: who waits is seated in the order of their numbers, and nobody before them. */
async function inversions(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }>(
    `WITH story AS (
       SELECT log.id, log.slot_id, from_status, to_status, seat.queue_no,
              sum((to_status = 'waiting')::int - (coalesce(from_status, '') = 'waiting')::int)
                OVER (PARTITION BY log.slot_id ORDER BY log.id) AS waiting
       FROM seat_log log JOIN seats seat ON seat.id = log.seat_id
     ), promoted AS (
       SELECT queue_no, lag(queue_no) OVER (PARTITION BY slot_id ORDER BY id) AS before FROM story
       WHERE from_status = 'waiting' AND to_status = 'confirmed'
     )
     SELECT (SELECT count(*) FROM promoted WHERE queue_no < before)::int
          + (SELECT count(*) FROM story WHERE from_status IS NULL AND to_status = 'confirmed' AND waiting > 0)::int AS count`,
  );
  return row!.count;
}

/** What people were told, against the rows. */
async function lost(sql: Sql, parties: readonly HallParty[]): Promise<Record<string, number>> {
  const rows = await sql<{ id: string; slot_id: string; person_id: string; status: string }>(
    'SELECT id, slot_id, person_id, status FROM seats',
  );
  const seats = new Map(rows.map((seat) => [seat.id, seat]));
  const taken = parties.flatMap((party) => party.taken);
  const cancelled = parties.flatMap((party) => party.cancelled);
  return {
    'acknowledged takes lost': taken.filter(({ seatId, slotId, personId }) => {
      const seat = seats.get(seatId);
      return seat?.slot_id !== slotId || seat.person_id !== personId;
    }).length,
    'acknowledged cancels lost': cancelled.filter((id) => seats.get(id)?.status !== 'cancelled').length,
    'keys told of two seats': parties.reduce((sum, { unequal }) => sum + unequal, 0),
    'never answered': parties.reduce((sum, { unanswered }) => sum + unanswered, 0),
  };
}
