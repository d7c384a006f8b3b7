import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How long a slow server takes to answer; shorter than the sender's patience. */
const SLOW_MS = 3_000;

/**
 * An SMTP server that fails as SMTP servers do, and writes down every message it was given whole and what it answered.
 * Behaviours: `accept`, `451`, `550`, `slow`, `drop-before` (hangs up before DATA), `drop-after` (takes the whole
 * message, keeps it, and hangs up without an answer).
 */
export async function startMailServer() {
  /** @type {{ deliveryId: string, messageId: string, to: string, subject: string, message: string, answer: string, at: number }[]} */
  const log = [];
  /** Address → the token of the last sign-in mail that it got. */
  const signIns = new Map();
  let behaviour = 'accept';

  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom(_address, session, callback) {
      if (behaviour === 'drop-before') return hangUp(session);
      callback();
    },
    onData(stream, session, callback) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => answer(Buffer.concat(chunks).toString(), session, callback));
    },
  });
  server.on('error', () => {});

  function answer(message, session, callback) {
    const how = behaviour;
    const header = (name) => new RegExp(`^${name}: *(.*)$`, 'im').exec(message)?.[1].trim() ?? '';
    const entry = {
      deliveryId: /^<([^@]+)@/.exec(header('Message-ID'))?.[1] ?? '',
      messageId: header('Message-ID'),
      to: session.envelope.rcptTo.map(({ address }) => address).join(),
      subject: header('Subject'),
      message,
      answer: how,
      at: Date.now(),
    };
    log.push(entry);
    if (entry.to.startsWith('visitor-')) void noteSignIn(entry);
    if (how === '451' || how === '550') {
      return callback(Object.assign(new Error('not now'), { responseCode: Number(how) }));
    }
    entry.answer = 'accepted';
    if (how === 'drop-after') return hangUp(session);
    if (how === 'slow') setTimeout(callback, SLOW_MS);
    else callback();
  }

  async function noteSignIn({ to, message }) {
    const { text = '' } = await simpleParser(message);
    const [, token] = /\/sign-in\/(\S+)/.exec(text) ?? [];
    if (token) signIns.set(to, decodeURIComponent(token));
  }

  function hangUp(session) {
    for (const connection of server.connections)
      if (connection.id === session.id) connection._socket.destroy();
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
    log,
    /** What a person finds in their mail; undefined while nothing has come. */
    signInTokenOf: (address) => signIns.get(address),
    behave: (how) => (behaviour = how),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
