import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isRunning, parentOf } from '../../../deploy/local/processes.mjs';
import { runProgram } from '../../../deploy/local/run-program.mjs';
import { isInTime, waitUntil } from '../wait-until.mjs';

const REAPER = fileURLToPath(new URL('../../../deploy/local/reaper.mjs', import.meta.url));
/** Many times what it takes: on a machine that has too much to do it is not the process that is at fault. */
const READY_MS = 180_000;
/** Longer than the longest that a process works on after SIGTERM: a mail that a slow server takes. */
const END_MS = 60_000;

/**
 * The processes of a run. It has the `start` and `run` of the launcher's supervisor, so that the launcher's own
 * functions start the servers, but a process here may be killed and started again: the supervisor's death of one is
 * the death of all.
 *
 * @param {{ logs: string }} folders
 * @param {{ endMs?: number }} [options] how long a process may take to end when it is asked to
 */
export function createProcesses(folders, { endMs = END_MS } = {}) {
  let isClosed = false;
  /** @type {Map<string, { spec: object, child: import('node:child_process').ChildProcess, gone: Promise<void> }>} */
  const members = new Map();
  /** @type {string[]} */
  const deaths = [];
  const logFile = (name) => path.join(folders.logs, `${name}.log`);
  // Stops everything when this process is killed: its standard input ends then.
  const reaper = spawn(process.execPath, [REAPER], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  reaper.stdin.on('error', () => {});
  reaper.unref();

  const logOf = (name) => readFileSync(logFile(name), 'utf8');

  function launch(spec) {
    if (isClosed) throw new Error('the run is over');
    const { name, command, args, env, marker, stage, signal = 'SIGTERM' } = spec;
    const log = openSync(logFile(name), 'a', 0o600);
    const child = spawn(command, args, { stdio: ['ignore', log, log], detached: true, env });
    closeSync(log);
    reaper.stdin.write(`${JSON.stringify({ name, pid: child.pid, marker, signal, stage })}\n`);
    const gone = new Promise((resolve) => {
      child.once('error', resolve);
      child.once('exit', resolve);
    });
    const member = { spec, child, gone, isReady: false, isEnding: false };
    members.set(name, member);
    child.once('exit', (code, by) => {
      if (!member.isReady || member.isEnding) return;
      deaths.push(`${name} ended by itself (${by ?? code}):\n${logOf(name).slice(-1_500)}`);
      // As its supervisor would; what it owes its users is checked all the same.
      bringUp(spec).catch(() => {});
    });
  }

  /** Starts it until it is ready: what ends on the way, because something it needs is away, is started again. */
  async function bringUp(spec) {
    launch(spec);
    const isReady = async () => {
      const { child, isEnding } = members.get(spec.name);
      // Ended on purpose meanwhile: whoever did so starts it again.
      if (isEnding) return true;
      if (hasEnded(child)) launch(spec);
      return spec.ready();
    };
    await waitUntil(isReady, { timeoutMs: READY_MS, what: `${spec.name} is ready`, everyMs: 50 }).catch(
      (error) => {
        throw new Error(`${error.message}\n${logOf(spec.name).slice(-2000)}`);
      },
    );
    members.get(spec.name).isReady = true;
  }

  async function end(name, signal) {
    const member = members.get(name);
    const { child, gone } = member;
    member.isEnding = true;
    if (hasEnded(child)) return;
    // The children of Postgres lead process groups of their own; left alive they would keep its memory and its files.
    const family = signal === 'SIGKILL' ? descendantsOf(child.pid) : [];
    for (const pid of [child.pid, ...family]) kill(pid, signal);
    if (signal !== 'SIGKILL' && !(await isInTime(gone, endMs))) {
      deaths.push(
        `${name} did not end within ${endMs / 1_000} s of ${signal}:\n${logOf(name).slice(-1_500)}`,
      );
      kill(child.pid, 'SIGKILL');
    }
    await gone;
    await waitUntil(() => !family.some(isAlive), { timeoutMs: 10_000, what: `${name} is gone`, everyMs: 10 });
  }

  return {
    start: bringUp,
    /** @type {ReturnType<typeof import('../../../deploy/local/supervisor.mjs').createSupervisor>['run']} */
    run: (command, args, { name: _, marker: __, ...options }) => runProgram(command, args, options),
    /** As a crash or the kernel ends it: at once, and its children with it. */
    kill: (name) => end(name, 'SIGKILL'),
    /** The same, in this very turn of the event loop and without waiting for its end; of one that has no children. */
    strike(name) {
      const member = members.get(name);
      member.isEnding = true;
      kill(member.child.pid, 'SIGKILL');
    },
    /** As an operator stops it. */
    stop: (name) => end(name, members.get(name).spec.signal ?? 'SIGTERM'),
    /** It stands still, as on a machine that is out of breath; whatever it holds, it keeps until it goes on. */
    async pause(name, ms) {
      const { child } = members.get(name);
      kill(child.pid, 'SIGSTOP');
      await delay(ms);
      kill(child.pid, 'SIGCONT');
    },
    /** Starts what was ended, or something in its place, and gives the milliseconds until it was ready. */
    async restart(name, changes = {}) {
      const began = performance.now();
      await bringUp({ ...members.get(name).spec, ...changes });
      return performance.now() - began;
    },
    specOf: (name) => members.get(name).spec,
    /** What was ready and ended by itself, or did not end when it was asked to, with its last words. */
    deaths,
    /** Kills all that is left; the data is thrown away. */
    async close() {
      isClosed = true;
      await Promise.all([...members.keys()].map((name) => end(name, 'SIGKILL').catch(() => {})));
      reaper.stdin.end();
    },
  };
}

const hasEnded = (child) => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
const isAlive = (pid) => isRunning({ pid, marker: '' });

/** Children of a process, and theirs. */
function descendantsOf(pid, parents = parentsByPid()) {
  const children = [...parents.keys()].filter((each) => parents.get(each) === pid);
  return [...children, ...children.flatMap((each) => descendantsOf(each, parents))];
}

function parentsByPid() {
  if (process.platform === 'linux') {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return new Map(pids.map((pid) => [Number(pid), parentOf(pid)]));
  }
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = stdout.trim().split('\n');
  return new Map(rows.map((row) => row.trim().split(/\s+/).map(Number)));
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone by itself: what was wanted.
  }
}
