/**
 * The mail sink: takes mail by SMTP, delivers none, and shows it on a page and as JSON.
 *
 *   node deploy/local/mail-sink/main.mjs --smtp-port 3025 --http-port 3080 --data .data/mail
 *
 * Port 0 is any free one. Prints one line of JSON with both addresses once it listens.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createSmtpServer } from './smtp.mjs';
import { openMailStore } from './store.mjs';
import { createWebServer } from './web.mjs';

const HOST = '127.0.0.1';
const { values } = parseArgs({
  options: {
    'smtp-port': { type: 'string', default: '3025' },
    'http-port': { type: 'string', default: '3080' },
    data: { type: 'string', default: '.data/mail' },
  },
});

const store = await openMailStore(values.data);
const smtp = createSmtpServer(store).listen(Number(values['smtp-port']), HOST);
const web = createWebServer(store).listen(Number(values['http-port']), HOST);
await Promise.all([once(smtp, 'listening'), once(web, 'listening')]);
const at = (scheme, server) => `${scheme}://${HOST}:${server.address().port}`;
process.stdout.write(`${JSON.stringify({ smtp: at('smtp', smtp), mail: at('http', web) })}\n`);

for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(0));
