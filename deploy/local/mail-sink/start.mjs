import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { greet } from '../ports.mjs';
import { STAGE } from '../supervisor.mjs';

const PROGRAM = fileURLToPath(new URL('./main.mjs', import.meta.url));

/**
 * The mail sink as a process of its own, or the server that SMTP_URL names (which has no page).
 *
 * @param {import('../servers/index.mjs').Ground} ground
 * @returns {Promise<{ smtp: string, mail: string | null, about: string }>}
 */
export async function startMailSink({ folders, supervisor, ports }) {
  if (process.env.SMTP_URL) {
    const { host } = new URL(process.env.SMTP_URL);
    return { smtp: process.env.SMTP_URL, mail: null, about: `yours at ${host} (SMTP_URL)` };
  }
  const smtpPort = await ports.pick('mail-smtp', 3025);
  const httpPort = await ports.pick('mail', 3080);
  const data = path.join(folders.data, 'mail');
  const args = [PROGRAM, '--smtp-port', String(smtpPort), '--http-port', String(httpPort), '--data', data];
  await supervisor.start({
    name: 'mail',
    command: process.execPath,
    args,
    marker: `--data ${data}`,
    stage: STAGE.mail,
    ready: () => greet({ port: smtpPort, want: /^220/ }),
  });
  const mail = `http://127.0.0.1:${httpPort}`;
  return { smtp: `smtp://127.0.0.1:${smtpPort}`, mail, about: `page ${mail}, SMTP on ${smtpPort}` };
}
