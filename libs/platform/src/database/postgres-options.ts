import pg from 'pg';
import type { DataSourceOptions, MixedList } from 'typeorm';
import { Platform1700000000000 } from './migrations/1700000000000-platform.js';
import { LostFacts1700000000001 } from './migrations/1700000000001-lost-facts.js';
import { RepliesAsGiven1700000000002 } from './migrations/1700000000002-replies-as-given.js';

/**
 * A client that never lacks a listener for errors. The pool takes its own away when it hands a client out, TypeORM adds
 * one a moment later; a server that shuts down in between would end the process. The query at hand fails all the same.
 */
class Client extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/**
 * TypeORM options of one service: its own schema, explicit migrations (the platform's tables first), no synchronize.
 * @param settings.poolSize connections per process
 */
export function postgresOptions(settings: {
  service: string;
  url: string;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for a class
  entities: MixedList<Function>;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for a class
  migrations: Function[];
  poolSize?: number;
}): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    schema: settings.service,
    entities: settings.entities,
    migrations: [
      Platform1700000000000,
      LostFacts1700000000001,
      RepliesAsGiven1700000000002,
      ...settings.migrations,
    ],
    migrationsTableName: 'migrations',
    synchronize: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    applicationName: settings.service,
    poolSize: settings.poolSize ?? 10,
    extra: {
      Client,
      // Statements needn't wait for the answers of those before (connection.ts).
      pipeline: true,
      // Also the wait for a free connection: as long as a request lasts. Without it a Postgres that hangs is waited for.
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      // Hand-written SQL names tables without a schema; each connection finds its own service's.
      // The isolation that every transaction rests on (DESIGN 6.9), said once instead of by each.
      options: `-c search_path=${settings.service} -c timezone=UTC -c default_transaction_isolation=read\\ committed`,
    },
  };
}
