import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { greet } from '../ports.mjs';
import { STAGE } from '../supervisor.mjs';

const PROGRAM = fileURLToPath(new URL('./main.mjs', import.meta.url));

/** @param {import('../servers/index.mjs').Ground['ports']} ports */
export const reserveMailPorts = async (ports) =>
  process.env.SMTP_URL
    ? null
    : { smtp: await ports.reserve('mail-smtp', 3025), http: await ports.reserve('mail', 3080) };

/**
 * The mail sink as a process of its own, or the server that SMTP_URL names (which has no page).
 *
 * @param {import('../servers/index.mjs').Ground} ground
 * @param {Awaited<ReturnType<typeof reserveMailPorts>>} reserved
 * @returns {Promise<{ smtp: string, mail: string | null, about: string }>}
 */
export async function startMailSink({ folders, supervisor }, reserved) {
  if (!reserved) {
    const { host } = new URL(process.env.SMTP_URL);
    return { smtp: process.env.SMTP_URL, mail: null, about: `yours at ${host} (SMTP_URL)` };
  }
  const { port: smtpPort } = reserved.smtp;
  const { port: httpPort } = reserved.http;
  await Promise.all([reserved.smtp.release(), reserved.http.release()]);
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
