/**
 * `npm run audit-zones`: what the tzdb pinned in this checkout would change about sessions to come, read straight from
 * the sessions' database, so that it can be asked before the new release runs. Changes nothing. `-- --apply` does what the
 * sessions service does when it starts: reads them all again, in batches that may be interrupted.
 *
 * The database is the launcher's, or that of DATABASE_URL: a service's own address (postgres://sessions:…), or the
 * administrator's that `npm start` takes.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { buildStep } from './build.mjs';
import { readJson } from './json-file.mjs';
import { createProgress, Trouble } from './progress.mjs';
import { openSecrets } from './secrets.mjs';
import { loadDotEnv, openDataFolder, ROOT } from './settings.mjs';

const ROLE = 'sessions';
const { values: options } = parseArgs({ options: { apply: { type: 'boolean' } } });
const print = (line) => process.stdout.write(`${line}\n`);
const load = (file) => import(pathToFileURL(path.join(ROOT, 'dist', file)).href);

loadDotEnv();
try {
  await buildStep(createProgress());
  const { dataSourceOptions } = await load('apps/sessions/src/data-source.js');
  const source = await new DataSource(dataSourceOptions(databaseUrl())).initialize();
  try {
    const { auditZones } = await load('apps/sessions/src/clock-changes/zone-audit.js');
    const report = await auditZones(source.manager);
    printReport(report);
    if (report.newer.length > 0) process.exitCode = 1;
    else if (options.apply) await apply(source);
  } finally {
    await source.destroy();
  }
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`\n  ${error.message}\n\n`);
  process.exitCode = 1;
}

function printReport({ to, stored, newer, checked, moved, settled, sessions, brokenRelations }) {
  print(`\n  pinned tzdb ${to}; sessions to come are stored by ${stored.join(', ') || 'none'}`);
  if (newer.length > 0) {
    print(`  ! ${newer.join(', ')} is newer: this checkout leaves the sessions alone. Take a newer one.`);
    return;
  }
  print(`  ${checked} to read again, ${moved} would move, ${settled} would be settled`);
  for (const { sessionId, from, to: next, settled: why } of sessions) {
    print(
      `    ${sessionId}  ${from.local} ${from.zone}  ${from.instant} → ${next.instant}${why ? ` (${why}: ${next.local})` : ''}`,
    );
  }
  if (sessions.length < moved) print(`    … and ${moved - sessions.length} more`);
  for (const { session, earlier, kind } of brokenRelations)
    print(`  ! ${session} no longer ${kind} ${earlier}`);
}

async function apply(source) {
  const { runInContext, Deadline, newTrace, Transactions } = await load('libs/platform/src/index.js');
  const { ZoneUpgradeService } = await load('apps/sessions/src/clock-changes/zone-upgrade.service.js');
  // The facts wait in the outbox: the service that runs finds them by its sweep.
  const upgrade = new ZoneUpgradeService(new Transactions(source, { poke() {} }), source);
  const context = () => ({
    trace: newTrace(),
    actor: { kind: 'service', name: ROLE },
    deadline: Deadline.in(60_000),
  });
  for (;;) {
    const progress = await runInContext(context(), () => upgrade.advance());
    if (progress === 'more') continue;
    if (progress === 'done') return print('\n  done');
    throw new Trouble(
      progress === 'busy' ? 'Another process is at it; ask again later.' : 'It was refused; see above.',
    );
  }
}

function databaseUrl() {
  const { run } = openDataFolder();
  const given = process.env.DATABASE_URL;
  const port = readJson(path.join(run, 'ports.json'))?.postgres;
  if (!given && !port)
    throw new Trouble('Nothing has run here yet. Start it with `npm start`, or set DATABASE_URL.');
  const url = new URL(given || `postgres://127.0.0.1:${port}/meridian`);
  if (url.username === ROLE) return url.href;
  url.username = ROLE;
  url.password = openSecrets(run)(`postgres/${ROLE}`);
  return url.href;
}
