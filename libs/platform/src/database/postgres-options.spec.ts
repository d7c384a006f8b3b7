import { describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { postgresOptions } from './postgres-options.js';

describe('a client of the pool', () => {
  it('outlives an error that nobody listens for, as when Postgres shuts down while it is handed out', () => {
    const { extra } = postgresOptions({ service: 'events', url: '', entities: [], migrations: [] }) as {
      extra: ConstructorParameters<typeof Pool>[0] & { Client: new () => NodeJS.EventEmitter };
    };
    expect(() => new extra.Client().emit('error', new Error('terminating connection'))).not.toThrow();
  });
});
