import { commandLine, parentOf } from './processes.mjs';

const LOOK_MS = 300;

/**
 * Calls back when the npm that started this process is gone. npm runs scripts through a shell, which neither passes
 * on the signal that ends it nor ends with npm, so that `kill` of an `npm start` would leave everything running.
 *
 * @param {() => void} callback
 */
export function onAbandoned(callback) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = commandLine(process.ppid)?.startsWith('sh -c') ? process.ppid : null;
  const line = () => `${process.ppid} ${shell && parentOf(shell)}`;
  const atStart = line();
  const timer = setInterval(() => {
    if (line() === atStart) return;
    clearInterval(timer);
    callback();
  }, LOOK_MS);
  timer.unref();
}
