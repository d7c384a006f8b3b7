/**
 * Brings the schemas of all services up to date. A process of its own, because it loads the services' code:
 * `node deploy/local/migrate.mjs` with DATABASE_URLS = {"events": "postgres://…", …} as JSON. Prints one line of
 * JSON with the number of migrations applied per service.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ROOT } from './settings.mjs';

/** Any number will do, as long as all starters use the same. */
const LOCK = 6_310_601;

const urls = JSON.parse(process.env.DATABASE_URLS);
const [anyUrl] = Object.values(urls);
const guard = new pg.Client({ connectionString: anyUrl });
await guard.connect();
// Held by the session: two that start at once migrate one after the other.
await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
const applied = {};
try {
  for (const [service, url] of Object.entries(urls)) applied[service] = await migrate(service, url);
} finally {
  await guard.end();
}
process.stdout.write(`${JSON.stringify(applied)}\n`);

async function migrate(service, url) {
  const file = path.join(ROOT, 'dist/apps', service, 'src/data-source.js');
  const { dataSourceOptions } = await import(pathToFileURL(file).href);
  const source = await new DataSource(dataSourceOptions(url)).initialize();
  try {
    const migrations = await source.runMigrations({ transaction: 'each' });
    return migrations.length;
  } finally {
    await source.destroy();
  }
}
