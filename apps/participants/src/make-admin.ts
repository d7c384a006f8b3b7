import { parseArgs } from 'node:util';
import { Email } from '#contracts';
import { DataSource, IsNull } from 'typeorm';
import { ensureGrant, openLogin } from './access/access.queries.js';
import { Login } from './access/login.entity.js';
import { Tokens } from './access/tokens.js';
import { readParticipantsConfig } from './config.js';
import { dataSourceOptions } from './data-source.js';
import { insertPerson } from './people/people.queries.js';
import { Person } from './people/person.entity.js';

/**
 * `make-admin --email <address> --name <name>`: makes the first administrator, whom nobody is there to grant anything.
 * Prints one line of JSON, `{"id", "token"}`; running it again gives the same person and token.
 */
const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' } } });
if (!values.email || !values.name) {
  process.stderr.write('usage: make-admin --email <address> --name <name>\n');
  process.exit(2);
}
const email = Email.parse(values.email);
const name = values.name;

const config = readParticipantsConfig();
const dataSource = await new DataSource(dataSourceOptions(config.DATABASE_URL)).initialize();
const { id, loginId } = await dataSource.transaction(async (manager) => {
  const [{ now }] = await manager.query<[{ now: Date }]>('SELECT clock_now() AS now');
  await insertPerson(manager, { email, name }, now);
  const { id } = await manager.findOneByOrFail(Person, { email });
  await ensureGrant(manager, {
    personId: id,
    role: 'admin',
    programmeId: null,
    city: null,
    givenBy: 'make-admin',
    createdAt: now,
  });
  const login = await manager.findOneBy(Login, { personId: id, revokedAt: IsNull() });
  return { id, loginId: login?.id ?? (await openLogin(manager, id, now)) };
});
await dataSource.destroy();
const token = new Tokens(config.TOKEN_SECRET).issue('bearer', loginId);
process.stdout.write(`${JSON.stringify({ id, token })}\n`);
