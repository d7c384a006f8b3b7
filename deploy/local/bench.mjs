/**
 * `npm run bench [-- <name> …] [--json] [--rounds n]`: packages, build, a PostgreSQL that syncs, then the benches of
 * test/bench. With --json, standard output has nothing but their lines.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { onAbandoned } from './abandoned.mjs';
import { buildStep } from './build.mjs';
import { install } from './install.mjs';
import { createProgress, Trouble } from './progress.mjs';
import { ROOT } from './settings.mjs';
import { startTestServers } from './testing/servers.mjs';

const args = process.argv.slice(2);
const progress = createProgress((line) => process.stderr.write(`${line}\n`));
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());
onAbandoned(() => stopping.abort());

let code = 1;
let close;
try {
  await install(progress);
  await buildStep(progress);
  const onDeath = (name, how) => progress.say(name, `ended unexpectedly (${how})`);
  const started = await startTestServers(progress, onDeath, { durable: true });
  close = started.close;
  code = await runBenches(started.servers);
} catch (error) {
  if (!stopping.signal.aborted)
    process.stderr.write(`${error instanceof Trouble ? error.message : error.stack}\n`);
}
await close?.();
process.exit(code);

function runBenches(servers) {
  const program = path.join(ROOT, 'dist/test/bench/run.js');
  const env = { ...process.env, MERIDIAN_TEST_SERVERS: JSON.stringify(servers) };
  const options = { cwd: ROOT, env, stdio: 'inherit', signal: stopping.signal };
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], options);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
}
