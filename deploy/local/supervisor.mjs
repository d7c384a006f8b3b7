import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readJson, writeJson } from './json-file.mjs';
import { isRunning, stopInOrder } from './processes.mjs';
import { Trouble } from './progress.mjs';
import { runProgram } from './run-program.mjs';

/** Order of stopping: who is asked from outside goes first, who stores goes last. */
export const STAGE = { gateway: 0, service: 1, mail: 2, server: 3 };

/**
 * Starts processes that die with the launcher, keeps their records and logs, and stops them in order.
 *
 * @param {{ run: string, logs: string }} folders
 * @param {(name: string, how: string | number) => void} onDeath a process ended that nobody had asked to
 */
export function createSupervisor(folders, onDeath) {
  const records = new Map();
  const expected = new Set();
  let reaper;
  let closing = false;

  const logFile = (name) => path.join(folders.logs, `${name}.log`);
  const tail = (name, lines = 15) =>
    existsSync(logFile(name))
      ? readFileSync(logFile(name), 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
      : '';

  function register(record) {
    reaper ??= startReaper();
    reaper.stdin.write(`${JSON.stringify(record)}\n`);
    records.set(record.name, record);
    writeJson(path.join(folders.run, `${record.name}.json`), record);
  }

  /**
   * @param {object} spec
   * @param {string} spec.name
   * @param {string} spec.command
   * @param {string[]} spec.args
   * @param {NodeJS.ProcessEnv} [spec.env]
   * @param {string} spec.marker see ProcessRecord; must stand in the command line
   * @param {number} spec.stage one of STAGE
   * @param {NodeJS.Signals} [spec.signal] the one that asks this program to stop cleanly
   * @param {() => Promise<unknown>} spec.ready truthy once it can be used; asked again until then
   * @param {number} [spec.readyMs]
   */
  async function start(spec) {
    const { name, command, args, env, marker, stage, signal = 'SIGTERM', ready, readyMs = 30_000 } = spec;
    if (closing) throw new Trouble(`${name} was not started: everything is being stopped`);
    // A file, not a pipe: what a process still writes must not fail when the launcher is gone.
    const log = openSync(logFile(name), 'a', 0o600);
    // Detached, so that Ctrl-C reaches the launcher alone and it can stop the rest in order.
    const child = spawn(command, args, {
      stdio: ['ignore', log, log],
      detached: true,
      env,
    });
    closeSync(log);
    let ended = null;
    let isReady = false;
    child.once('error', (error) => (ended = error.message));
    child.once('exit', (code, by) => {
      ended = by ?? `exit code ${code}`;
      if (isReady && !expected.has(child.pid)) onDeath(name, ended);
    });
    if (child.pid) register({ name, pid: child.pid, marker, signal, stage });

    const deadline = Date.now() + readyMs;
    while (!(await ready())) {
      if (ended !== null) throw new Trouble(`${name} ended (${ended}) before it was ready:\n${tail(name)}`);
      if (Date.now() > deadline) {
        throw new Trouble(`${name} was not ready after ${readyMs / 1000} s:\n${tail(name)}`);
      }
      await delay(25);
    }
    isReady = true;
  }

  /**
   * Runs a program to its end; it dies with the launcher like the others.
   *
   * @param {string} command
   * @param {string[]} args
   * @param {{ name: string, env?: NodeJS.ProcessEnv, cwd?: string, input?: string, marker?: string }} options marker: the first argument when left out
   * @returns {Promise<{ code: number | null, output: string, errors: string }>}
   */
  async function run(command, args, { name, marker = args[0], ...options }) {
    if (closing) throw new Trouble(`${name} was not started: everything is being stopped`);
    const onStart = (pid) => register({ name, pid, marker, signal: 'SIGTERM', stage: STAGE.gateway });
    const result = await runProgram(command, args, { ...options, detached: true, onStart });
    records.delete(name);
    return result;
  }

  async function stop(names = [...records.keys()]) {
    const leaving = names.map((name) => records.get(name)).filter(Boolean);
    for (const { pid } of leaving) expected.add(pid);
    await stopInOrder(leaving);
    for (const { name } of leaving) records.delete(name);
  }

  return {
    start,
    run,
    stop,
    tail,
    /** Stops everything and lets the reaper go. */
    async close() {
      closing = true;
      await stop();
      reaper?.stdin.end();
    },
  };
}

/** Its own process group and session: it survives whatever ends the launcher. */
function startReaper() {
  const program = fileURLToPath(new URL('./reaper.mjs', import.meta.url));
  const reaper = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  reaper.stdin.on('error', () => {});
  reaper.unref();
  return reaper;
}

function earlierRecords(runFolder) {
  return readdirSync(runFolder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readJson(path.join(runFolder, file)))
    .filter((record) => record?.pid && record.marker);
}

/**
 * Stops what a killed launcher left running (its reaper may still be at it: both only ever signal a pid whose
 * command line is this data folder's). Gives the names of what was found running.
 */
export async function stopOrphans(runFolder) {
  const orphans = earlierRecords(runFolder).filter(isRunning);
  await stopInOrder(orphans);
  return orphans.map((record) => record.name);
}

/** Keeps the logs of the run before as `<name>.previous.log`: each run's log begins empty. */
export function rotateLogs(logFolder) {
  for (const file of readdirSync(logFolder)) {
    if (!file.endsWith('.log') || file.endsWith('.previous.log')) continue;
    const previous = path.join(logFolder, file.replace(/\.log$/, '.previous.log'));
    rmSync(previous, { force: true });
    renameSync(path.join(logFolder, file), previous);
  }
}
