import { SMTPServer } from 'smtp-server';

const LARGEST_MAIL = 25 * 1024 * 1024;

/**
 * An SMTP server that takes every mail for every address and delivers none.
 *
 * @param {Awaited<ReturnType<typeof import('./store.mjs').openMailStore>>} store
 */
export function createSmtpServer(store) {
  return new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: (auth, _session, answer) => answer(null, { user: auth.username }),
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    logger: false,
    onData(stream, session, answer) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded)
          return answer(Object.assign(new Error('Message too large'), { responseCode: 552 }));
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        const to = session.envelope.rcptTo.map(({ address }) => address);
        store.add({ from, to, raw: Buffer.concat(chunks) }).then(
          (id) => answer(null, `Kept as ${id}`),
          (error) => answer(Object.assign(error, { responseCode: 451 })),
        );
      });
    },
  });
}
