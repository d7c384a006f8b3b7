import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DATABASE_SERVICES } from '../database-services.mjs';
import { createServiceRoles } from './roles.mjs';

const adminUrl = new URL(JSON.parse(process.env.MERIDIAN_TEST_SERVERS).postgres);
const database = `roles_${randomBytes(4).toString('hex')}`;
const passwordOf = (role) => `${role}-of-the-tests`;

async function run(url, sql) {
  const client = new pg.Client({ connectionString: String(url) });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a role per service', () => {
  const url = new URL(adminUrl);
  url.pathname = database;
  let urls;

  beforeAll(async () => {
    await run(adminUrl, `CREATE DATABASE ${database}`);
    urls = await createServiceRoles(url.href, passwordOf);
    await run(
      urls.participants,
      `CREATE TABLE person (name text); INSERT INTO person VALUES ('Liaison, Rome')`,
    );
  });
  afterAll(() => run(adminUrl, `DROP DATABASE ${database} WITH (FORCE)`));

  it('works in a schema of its own without naming it', async () => {
    expect(await run(urls.participants, 'SELECT name FROM person')).toEqual([{ name: 'Liaison, Rome' }]);
    expect(await run(urls.participants, 'SELECT current_schema')).toEqual([
      { current_schema: 'participants' },
    ]);
  });

  it.each(DATABASE_SERVICES.filter((service) => service !== 'participants'))(
    'keeps %s from reading and writing what belongs to another',
    async (service) => {
      await expect(run(urls[service], 'SELECT * FROM participants.person')).rejects.toThrow(
        'permission denied',
      );
      await expect(run(urls[service], 'CREATE TABLE participants.mine (id int)')).rejects.toThrow(
        'permission denied',
      );
    },
  );

  it('may not use public, make schemas or become another', async () => {
    await expect(run(urls.events, 'CREATE TABLE public.mine (id int)')).rejects.toThrow('permission denied');
    await expect(run(urls.events, 'CREATE SCHEMA mine')).rejects.toThrow('permission denied');
    await expect(run(urls.events, 'SET ROLE participants')).rejects.toThrow('permission denied');
  });

  it('can be made again, as every start does, without losing anything', async () => {
    const again = await Promise.all([
      createServiceRoles(url.href, passwordOf),
      createServiceRoles(url.href, passwordOf),
    ]);
    expect(again).toEqual([urls, urls]);
    expect(await run(urls.participants, 'SELECT name FROM person')).toHaveLength(1);
  });
});
