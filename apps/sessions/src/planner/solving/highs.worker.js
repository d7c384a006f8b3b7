/**
 * Thread that solves planning models with HiGHS, whose calls block: the main thread goes on answering, and ends a
 * solve by ending the thread. Plain JavaScript, because a thread starts without the loaders that the main one may have.
 *
 * Takes {model, tolerance, timeLimitMs, clashLimitMs} and posts {kind: 'progress', …}, then one {kind: 'solved' |
 * 'infeasible' | 'out-of-time' | 'failed', …}. All numbers of burdens are in the model's units.
 */
import { parentPort } from 'node:worker_threads';
import loadHighs from 'highs';
import { irreducibleSet } from './deletion-filter.js';
import { Staged } from './staged.js';

/** Compiled once, while the first model is built. */
const loading = loadHighs();

parentPort.on('message', async (task) => {
  try {
    parentPort.postMessage(solve(await loading, task));
  } catch (error) {
    parentPort.postMessage({ kind: 'failed', message: String(error?.stack ?? error) });
  }
});

function solve(highs, { model, tolerance, timeLimitMs, clashLimitMs }) {
  const tell = (progress) => parentPort.postMessage({ kind: 'progress', ...progress });
  const outcome = Staged.solve(highs, model, { tolerance, timeLimitMs, tell });
  if (outcome.kind !== 'infeasible') return outcome;
  return { kind: 'infeasible', ...irreducibleSet(highs, model, clashLimitMs) };
}
