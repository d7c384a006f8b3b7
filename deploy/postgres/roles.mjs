import pg from 'pg';
import { DATABASE_SERVICES } from '../database-services.mjs';

/**
 * Gives each service a login role that owns the schema of the same name and can use nothing else: not another
 * service's schema, not `public`, no other database that launcher or compose make. Doing it again changes nothing
 * but the passwords.
 *
 * @param {string} adminUrl postgres://… of a role that may create roles, on the database to be divided
 * @param {(role: string) => string} passwordOf
 * @returns {Promise<Record<string, string>>} database URL per service
 */
export async function createServiceRoles(adminUrl, passwordOf) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await retryOnConflict(async () => {
      await client.query('BEGIN');
      await closeToThePublic(client);
      for (const role of DATABASE_SERVICES) await createRole(client, role, passwordOf(role));
      await client.query('COMMIT');
    }, client);
  } finally {
    await client.end();
  }
  return Object.fromEntries(DATABASE_SERVICES.map((role) => [role, urlOf(adminUrl, role, passwordOf(role))]));
}

async function closeToThePublic(client) {
  const { rows } = await client.query('SELECT quote_ident(current_database()) AS database');
  await client.query(`REVOKE ALL ON DATABASE ${rows[0].database} FROM PUBLIC`);
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
}

async function createRole(client, role, password) {
  const { rows } = await client.query(
    `SELECT quote_ident(current_database()) AS database, quote_literal($2::text) AS password,
            EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS exists`,
    [role, password],
  );
  const { database, password: literal, exists } = rows[0];
  await client.query(`${exists ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${literal}`);
  // An administrator who is no superuser must be a member to make things that the role owns.
  if (!exists) await client.query(`GRANT ${role} TO CURRENT_USER`);
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION ${role}`);
  await client.query(`ALTER ROLE ${role} IN DATABASE ${database} SET search_path = ${role}`);
}

/**
 * Roles belong to the whole cluster. Two that create them at once (test files, each on its own database) meet
 * as a unique violation or as "tuple concurrently updated", which Postgres reports without a code of its own.
 */
async function retryOnConflict(work, client, tries = 5) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      await client.query('ROLLBACK');
      const conflict =
        error.code === '23505' || error.code === '42710' || /concurrently updated/.test(error.message);
      if (!conflict || attempt === tries) throw error;
    }
  }
}

function urlOf(adminUrl, role, password) {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
