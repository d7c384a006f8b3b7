import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A process that the launcher started.
 * `marker` is a part of its command line that only this data folder's process has: pids are reused by the
 * system, so a pid alone is never enough to send a signal to.
 *
 * @typedef {{ name: string, pid: number, marker: string, signal: NodeJS.Signals, stage: number }} ProcessRecord
 */

/** Command line of a living process, arguments joined by blanks; null when it is gone or a zombie. */
export function commandLine(pid) {
  try {
    if (process.platform === 'linux') {
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return null;
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    }
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || null;
  } catch {
    return null;
  }
}

/** Pid of a process's parent; null when it is gone, and where there is no /proc. */
export function parentOf(pid) {
  try {
    // After the name, which stands in brackets and may hold anything: state, then the parent (proc_pid_stat(5)).
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]);
  } catch {
    return null;
  }
}

/** @param {Pick<ProcessRecord, 'pid' | 'marker'>} record */
export const isRunning = ({ pid, marker }) => Boolean(pid) && Boolean(commandLine(pid)?.includes(marker));

/**
 * Asks a process to stop, waits, and kills it when it has not stopped in time.
 *
 * @param {ProcessRecord} record
 * @param {number} [graceMs]
 */
export async function stopProcess(record, graceMs = 10_000) {
  if (!isRunning(record)) return;
  signal(record.pid, record.signal);
  const deadline = Date.now() + graceMs;
  while (isRunning(record)) {
    if (Date.now() > deadline) signal(record.pid, 'SIGKILL');
    await delay(20);
  }
}

/** Stops stage after stage, lowest first (gateway, services, mail sink, servers), each stage together. */
export async function stopInOrder(records, graceMs) {
  const stages = [...new Set(records.map((record) => record.stage))].sort((a, b) => a - b);
  for (const stage of stages) {
    await Promise.all(
      records.filter((record) => record.stage === stage).map((record) => stopProcess(record, graceMs)),
    );
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Gone between the look and the signal: what was wanted.
  }
}
