/**
 * `npm test [-- jest arguments]`: packages, build, servers of its own, jest. The last line is the count.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onAbandoned } from './abandoned.mjs';
import { buildStep } from './build.mjs';
import { install } from './install.mjs';
import { readJson } from './json-file.mjs';
import { createProgress, Trouble } from './progress.mjs';
import { openDataFolder, openWorkFolder, ROOT } from './settings.mjs';
import { findIcalendar } from './testing/icalendar.mjs';
import { startTestServers } from './testing/servers.mjs';

const progress = createProgress();
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());
onAbandoned(() => stopping.abort());

const scratch = mkdtempSync(path.join(tmpdir(), 'meridian-test-'));
const countFile = path.join(scratch, 'counts.json');
let code = 1;
let close;
try {
  await install(progress, { signal: stopping.signal });
  await buildStep(progress);
  const onDeath = (name, how) => progress.say(name, `ended unexpectedly (${how})`);
  const started = await startTestServers(progress, onDeath);
  close = started.close;
  const { bin } = openDataFolder(openWorkFolder());
  code = await jest(started.servers, await findIcalendar(bin, progress));
} catch (error) {
  if (!stopping.signal.aborted)
    process.stderr.write(`${error instanceof Trouble ? error.message : error.stack}\n`);
}
await close?.();
const { passed, failed, skipped } = readJson(countFile) ?? { passed: 0, failed: 1, skipped: 0 };
rmSync(scratch, { recursive: true, force: true });
progress.plain(`\nin ${progress.elapsed()}`);
progress.plain(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(code);

function jest(servers, icalendar) {
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    path.join(ROOT, 'node_modules/jest/bin/jest.js'),
    ...process.argv.slice(2),
    // Last: jest takes every plain argument after these for one more reporter.
    '--reporters=default',
    `--reporters=${path.join(ROOT, 'deploy/local/testing/count-reporter.mjs')}`,
  ];
  const env = {
    ...process.env,
    MERIDIAN_TEST_SERVERS: JSON.stringify(servers),
    MERIDIAN_TEST_ICALENDAR: JSON.stringify(icalendar),
    MERIDIAN_TEST_COUNTS: countFile,
  };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit', signal: stopping.signal });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
}
