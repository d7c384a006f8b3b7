import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../../deploy/local/settings.mjs';
import { startSystem } from './cast/system.mjs';
import { checkCopies } from './checks/copies.mjs';
import { checkFactsArrived, checkFactsOfChanges, checkSequences } from './checks/facts.mjs';
import { checkMails, checkReminded, countBy } from './checks/mails.mjs';
import { checkSeats } from './checks/seats.mjs';
import { checkReplays, checkWrites, repeatUnanswered } from './checks/writes.mjs';
import { readConsumers } from './facts.mjs';
import { loseTheLastReminder } from './finale.mjs';
import { injectFaults } from './inject.mjs';
import { Client } from './load/client.mjs';
import { runLoad } from './load/load.mjs';
import { acceptWhileTimePasses } from './load/offer-writes.mjs';
import { RULES, World } from './load/world.mjs';
import { passTimeOfMail, untilQuiet } from './quiet.mjs';
import { createRandom } from './seeded.mjs';
import { isInTime } from './wait-until.mjs';

const WRITERS = 6;
/** Writes that are sent again at the end. */
const REPLAYED = 60;
/** As long as this at most, when faults take their time. */
const MOST_TIMES = 5;
/** And as long as this for all else, several times what a busy machine needs: what hangs is told of, and ended. */
const LIMIT_MS = 200_000;
/** Runs so long have it. */
const FINALE_FROM_SECONDS = 30;
const CLOCK_STEPS_MS = [4_000, 9_000];
/** In each step of the load's clock; sessions start one to two and a half days ahead. */
const CLOCK_STEP = 'PT2H';
const CLOCK_STEP_MS = 2 * 3_600_000;

/**
 * One run: the system, a load, faults meanwhile, rest, and the checks.
 *
 * @param {object} options
 * @param {number} options.seed
 * @param {number} options.seconds of load under faults
 * @param {string[]} [options.only] kinds of faults; all when left out
 * @param {import('./planted/bugs.mjs').Edit[]} [options.edits] a planted bug, in built files
 * @param {string} [options.sql] a planted bug, in the database
 * @param {number} [options.restMs] how long to wait for rest each time
 * @param {boolean} [options.remind] go on until every reminder has been sent
 * @param {boolean} [options.isClockStill] time passes by itself, and reminders are due within it
 * @param {boolean} [options.hasFinale] lose the last reminder as its session begins
 * @param {number} [options.limitMs] a run that has not ended by then is ended, which is a violation of `rest`
 * @param {(line: string) => void} options.say
 */
export async function runOnce({ edits, sql, limitMs, say, ...options }) {
  const { seed, seconds } = options;
  const began = performance.now();
  const data = mkdtempSync(path.join(tmpdir(), 'meridian-faults-'));
  const bin = path.resolve(ROOT, process.env.MERIDIAN_BIN_CACHE || '.data/bin');
  const run = { violations: [], faults: [], writes: [], answers: {}, last: 'the system is starting' };
  const tell = (line) => {
    run.last = line;
    say(line);
  };
  const system = await startSystem({ data, bin, edits, sql });
  try {
    const limit = limitMs ?? LIMIT_MS + seconds * MOST_TIMES * 1_000;
    const played = play(system, run, { ...options, say: tell });
    // Of one that is given up, what it still tries is nobody's any more.
    played.catch(() => {});
    if (!(await isInTime(played, limit))) {
      const what = `the run had not ended after ${limit / 1_000} s; the last that it said was “${run.last}”`;
      run.violations.push({ invariant: 'rest', what });
    }
  } finally {
    await system.close();
  }
  const { violations, faults, writes, answers, found, seatChanges = [] } = run;
  const restarts = faults.flatMap(({ what }) => /ready after (\d+)/.exec(what)?.[1] ?? []).map(Number);
  return {
    seed,
    seconds,
    tookSeconds: Math.round((performance.now() - began) / 1_000),
    writes: countBy(writes, ({ outcome }) => outcome),
    writesByKind: countBy(writes, ({ kind }) => kind),
    repeated: writes.filter(({ tries }) => tries > 1).length,
    answers,
    replayed: found?.replayed ?? 0,
    seatChanges: seatChanges.reduce((sum, { changes }) => sum + changes, 0),
    seatChangesByCause: Object.fromEntries(seatChanges.map(({ cause, changes }) => [cause, changes])),
    operations: Object.values(answers).reduce((sum, count) => sum + count, 0),
    kills: faults.filter(({ kind }) => kind.startsWith('kill ')).length,
    mails: found?.mails ?? null,
    faults: countBy(faults, ({ kind }) => kind),
    slowestRestartMs: Math.max(0, ...restarts),
    violations,
  };
}

/** The run itself; notes what happens in `run`, also when it never comes to its end. */
async function play(system, run, { seed, seconds, only, restMs, remind = true, ...options }) {
  const { isClockStill = false, hasFinale = seconds >= FINALE_FROM_SECONDS, say } = options;
  const random = createRandom(seed);
  const violated = (invariant, what) => run.violations.push({ invariant, what });
  const client = new Client(system.url);
  Object.assign(run, { writes: client.writes, answers: client.answers });
  const { token } = await system.makeAdmin();
  const world = await World.make(client, token, random.fork(1), {
    mail: system.mail,
    people: 40,
    sessions: 5,
  });
  await untilQuiet(system, []);
  const consumers = await readConsumers(system);
  say(
    `${consumers.length} consumers, ${world.people.length} people, ${world.sessions.length} sessions; seed ${seed}`,
  );

  const onFault = (kind, what) => {
    run.faults.push({ kind, what });
    say(`${kind}: ${what}`);
  };
  await loadUnderFaults({ system, world, random, seconds, only, isClockStill, onFault, violated });
  say(`${client.writes.length} writes; waiting for rest`);
  const rests = await comeToRest({ system, client, world, consumers, restMs, remind, violated, say });
  const last = { system, world, random: random.fork(6), consumers, restMs, violated, say };
  const sessionsBegan = hasFinale ? await lastReminder(last) : new Map();
  run.found = await check({
    ...{ system, client, consumers, rests, sessionsBegan, violated },
    faults: countBy(run.faults, ({ kind }) => kind),
    random: random.fork(5),
  });
  const { rows } = await system.database.query(
    'SELECT cause, count(*)::int AS changes FROM participants.seat_log GROUP BY cause ORDER BY 2 DESC',
  );
  run.seatChanges = rows;
}

async function loadUnderFaults({ system, world, random, seconds, only, isClockStill, onFault, violated }) {
  const ends = new AbortController();
  const { signal } = ends;
  // A slow machine gets the time that it needs for each of the faults that are asked for.
  const missing = new Set(only);
  let isOver = false;
  const endWhenDone = () => isOver && missing.size === 0 && ends.abort();
  const timer = setTimeout(() => {
    isOver = true;
    endWhenDone();
  }, seconds * 1_000);
  const limit = setTimeout(() => ends.abort(), seconds * MOST_TIMES * 1_000);
  const note = (kind, what) => {
    onFault(kind, what);
    missing.delete(kind);
    endWhenDone();
  };
  const faults = injectFaults(system, { random: random.fork(4), signal, only, onFault: note }).catch(
    (error) => {
      // What was broken did not come back.
      violated('rest', error.message);
      ends.abort();
    },
  );
  const load = runLoad(world, { random: random.fork(2), writers: WRITERS, signal, isClockStill });
  const clock = isClockStill ? null : moveClock(world, random.fork(3), signal);
  await Promise.all([load, faults, clock]);
  clearTimeout(timer);
  clearTimeout(limit);
}

async function check({ system, ...rest }) {
  const context = { system, database: system.database, mail: system.mail, ...rest };
  for (const death of system.processes.deaths) rest.violated('alive', death);
  const replayed = await checkReplays(context, REPLAYED);
  await checkWrites(context);
  await checkSeats(context);
  await checkFactsOfChanges(context);
  await checkSequences(context);
  await checkFactsArrived(context);
  const mails = await checkMails(context);
  const remindersExpected = await checkReminded(context);
  await checkCopies(context);
  return { replayed, mails: { ...mails, remindersExpected } };
}

/** While the load runs, so that reminders fire between faults. */
async function moveClock(world, random, signal) {
  while (!signal.aborted) {
    await delay(random.between(...CLOCK_STEPS_MS), undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    await Promise.all([world.readClock(CLOCK_STEP), acceptWhileTimePasses(world, CLOCK_STEP_MS)]);
  }
}

/**
 * Everything whole again, nothing left to do, and then reminder after reminder until each session has begun.
 *
 * @returns {Promise<number[]>} the services' time at each rest
 */
async function comeToRest({ system, client, world, consumers, restMs, remind, violated, say }) {
  for (const proxy of Object.values(system.proxies)) proxy.heal();
  system.mail.behave('accept');
  const rests = [];
  const rest = async () => {
    const now = await readClock(world);
    await untilQuiet(system, consumers, { restMs });
    rests.push(now);
  };
  try {
    await untilQuiet(system, consumers, { ignoringMail: true, restMs });
    const unanswered = await repeatUnanswered({ client, violated });
    if (unanswered > 0) say(`${unanswered} writes without an answer repeated`);
    await untilQuiet(system, consumers, { ignoringMail: true, restMs });
    await passTimeOfMail(system);
    await rest();
    for (const due of remind ? await remindersAhead(system, world) : []) {
      const seconds = Math.ceil((due - world.now) / 1_000) + 1;
      if (seconds > 0) await readClock(world, `PT${seconds}S`);
      await rest();
    }
  } catch (error) {
    violated('rest', error.message);
  }
  say(`at rest ${rests.length} times`);
  return rests;
}

async function lastReminder({ violated, ...run }) {
  try {
    return await loseTheLastReminder(run);
  } catch (error) {
    violated('rest', error.message);
    return new Map();
  }
}

async function readClock(world, forward) {
  const now = await world.readClock(forward);
  if (now === null) throw new Error('the clock could not be read');
  return now;
}

/** Instants of reminders still ahead, by the sessions' rows; those of one hour together. */
async function remindersAhead(system, world) {
  const { rows } = await system.database.query(
    `SELECT DISTINCT extract(epoch FROM starts_at)::float8 * 1000 AS ms FROM sessions.sessions
     WHERE status = 'scheduled' AND starts_at IS NOT NULL`,
  );
  const all = rows.flatMap(({ ms }) => Object.values(RULES).map((before) => ms - before));
  const ahead = [...new Set(all)].filter((due) => due > world.now).sort((a, b) => a - b);
  // A reminder is sent until its session begins, an hour after the last: half an hour late is early enough.
  const steps = [];
  for (const due of ahead) {
    if (steps.length > 0 && due - steps.at(-1).first < 30 * 60_000) steps.at(-1).last = due;
    else steps.push({ first: due, last: due });
  }
  return steps.map(({ last }) => last);
}
