import { createHash, randomBytes } from 'node:crypto';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { testServers } from './servers.js';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * A migrated database of its own, cloned from a template that is made once per set of migrations.
 * @param dataSourceOptions of the service, as its data-source.ts exports it
 */
export async function createTestDatabase(
  dataSourceOptions: (url: string) => DataSourceOptions,
): Promise<TestDatabase> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  await asAdmin(async (admin) => {
    const template = await ensureTemplate(admin, dataSourceOptions);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: urlOf(name),
    drop: () =>
      asAdmin(async (admin) => void (await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

async function ensureTemplate(
  admin: DataSource,
  dataSourceOptions: (url: string) => DataSourceOptions,
): Promise<string> {
  const options = dataSourceOptions('postgres://unused');
  const schema = (options as { schema: string }).schema;
  // The text of the migrations, so that one that is edited while it is written makes a new template.
  const migrations = (options.migrations as { name: string }[]).map(String).join('\n');
  const template = `template_${schema}_${createHash('sha256').update(migrations).digest('hex').slice(0, 12)}`;
  // Cloning needs a template nobody is connected to, and two workers must not make the same one.
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
  try {
    const [existing] = await admin.query<{ ready: boolean }[]>(
      `SELECT datistemplate AS ready FROM pg_database WHERE datname = $1`,
      [template],
    );
    if (existing?.ready) return template;
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${template}`);
    await migrate(urlOf(template), schema, dataSourceOptions);
    await admin.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
    return template;
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [template]);
  }
}

async function migrate(
  url: string,
  schema: string,
  dataSourceOptions: (url: string) => DataSourceOptions,
): Promise<void> {
  const admin = await new DataSource({ type: 'postgres', url }).initialize();
  await admin.query(`CREATE SCHEMA ${schema}`);
  await admin.destroy();
  const dataSource = await new DataSource(dataSourceOptions(url)).initialize();
  await dataSource.runMigrations({ transaction: 'each' });
  await dataSource.destroy();
}

async function asAdmin<T>(work: (admin: DataSource) => Promise<T>): Promise<T> {
  // One connection: advisory locks belong to it.
  const admin = await new DataSource({
    type: 'postgres',
    url: testServers().postgres,
    poolSize: 1,
  }).initialize();
  try {
    return await work(admin);
  } finally {
    await admin.destroy();
  }
}

function urlOf(database: string): string {
  const url = new URL(testServers().postgres);
  url.pathname = `/${database}`;
  return url.toString();
}
