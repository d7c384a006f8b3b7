import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readJson } from '../json-file.mjs';
import { isRunning } from '../processes.mjs';
import { ROOT } from '../settings.mjs';

/** A data folder for one test file. */
export function newDataFolder() {
  const data = mkdtempSync(path.join(tmpdir(), 'meridian-launcher-'));
  return { data, remove: () => rmSync(data, { recursive: true, force: true }) };
}

/**
 * A program of the launcher as people start it. `ready` is what it prints once it is up, the JSON or the line that
 * matches `readyLine`, and rejects with all that it said when it ends before.
 *
 * @param {string} program file in deploy/local
 * @param {{ data: string, env?: NodeJS.ProcessEnv, args?: string[], readyLine?: RegExp }} options
 */
export function launch(program, { data, env = {}, args = [], readyLine = /^\{/ }) {
  const child = spawn(process.execPath, [path.join(ROOT, 'deploy/local', program), ...args], {
    env: { ...withoutSettings(), MERIDIAN_DATA: data, ...env },
  });
  let said = '';
  const exit = new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, said })),
  );
  const ready = new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      said += text;
      const line = said.split('\n').find((each) => readyLine.test(each));
      if (line) resolve(line.startsWith('{') ? JSON.parse(line) : line);
    });
    child.stderr.on('data', (text) => (said += text));
    void exit.then(() => reject(new Error(`ended: ${said}`)));
  });
  ready.catch(() => {});
  const end = (signal) => {
    child.kill(signal);
    return exit;
  };
  return { pid: child.pid, ready, exit, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function withoutSettings() {
  const env = { ...process.env };
  for (const name of ['DATABASE_URL', 'NATS_URL', 'REDIS_URL', 'SMTP_URL', 'PORT', 'DEMO']) delete env[name];
  return env;
}

/** Names of the processes that this data folder's records say were started and that run now. */
export function running(data) {
  const run = path.join(data, 'run');
  return readdirSync(run)
    .map((file) => readJson(path.join(run, file)))
    .filter((record) => record?.marker && isRunning(record))
    .map((record) => record.name)
    .sort();
}

/** Waits until `condition` holds; fails the test with `what` when it does not in time. */
export async function until(condition, what, timeoutMs = 15_000) {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`still not so: ${what}`);
    await delay(20);
  }
}
