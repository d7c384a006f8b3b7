import { onAbandoned } from './abandoned.mjs';
import { openGround } from './ground.mjs';
import { Trouble } from './progress.mjs';

/**
 * Opens the data folder, does `begin(ground)` and stays until Ctrl-C, SIGTERM or until a process ends that should
 * not have; then stops everything in order and ends this process (code 0 only when it was asked to stop).
 *
 * @param {ReturnType<typeof import('./progress.mjs').createProgress>} progress
 * @param {(ground: Awaited<ReturnType<typeof openGround>>) => Promise<void>} begin
 * @param {string} [folder] data folder
 */
export async function runUntilStopped(progress, begin, folder) {
  const stopping = new AbortController();
  const stopped = new Promise((resolve) =>
    stopping.signal.addEventListener('abort', resolve, { once: true }),
  );
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());
  onAbandoned(() => stopping.abort());
  // Whoever read our lines may be gone when there is still something to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

  let code = 0;
  let ground;
  const fail = (message) => {
    progress.plain(`\n${message}\n`);
    code = 1;
  };
  const onDeath = (name, how) => {
    if (stopping.signal.aborted) return;
    fail(`${name} ended unexpectedly (${how}). Its last lines:\n${ground.supervisor.tail(name)}`);
    stopping.abort();
  };
  try {
    ground = await openGround(progress, { folder, onDeath });
    ground.signal = stopping.signal;
    await Promise.race([begin(ground), stopped]);
    await stopped;
    if (code === 0) progress.say('stopping', 'gateway, services, servers');
  } catch (error) {
    if (!stopping.signal.aborted) fail(error instanceof Trouble ? error.message : error.stack);
  }
  await ground?.supervisor.close();
  ground?.lock.release();
  process.exit(code);
}
