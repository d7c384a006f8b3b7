import { parseArgs } from 'node:util';
import { Email } from '#contracts';
import { DataSource } from 'typeorm';
import { makeAdmin } from './access/admins.js';
import { Tokens } from './access/tokens.js';
import { readParticipantsConfig } from './config.js';
import { dataSourceOptions } from './data-source.js';

/**
 * `make-admin --email <address> --name <name>`, with the service's environment. Prints one line of JSON,
 * `{"id", "token"}`; running it again gives the same.
 */
const { email, name } = parseArgs({
  options: { email: { type: 'string' }, name: { type: 'string' } },
}).values;
if (!email || !name) {
  process.stderr.write('usage: make-admin --email <address> --name <name>\n');
  process.exit(2);
}

const config = readParticipantsConfig();
const dataSource = await new DataSource(dataSourceOptions(config.DATABASE_URL)).initialize();
try {
  const { id, loginId } = await makeAdmin(dataSource, { email: Email.parse(email), name });
  const token = new Tokens(config.TOKEN_SECRET).issue('bearer', loginId);
  process.stdout.write(`${JSON.stringify({ id, token })}\n`);
} finally {
  await dataSource.destroy();
}
