import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** How long a slow server takes to answer; shorter than the sender's patience. */
const SLOW_MS = 3_000;

/**
 * SMTP servers that fail as SMTP servers do, one for each sender so that each is known by its server, and one log of
 * every message that was given whole and what was answered.
 * Behaviours: `accept`, `451`, `550`, `slow`, `drop-before` (hangs up before DATA), `drop-after` (takes the whole
 * message, keeps it, and hangs up without an answer).
 *
 * @param {readonly string[]} senders
 */
export async function startMailServers(senders) {
  /** @type {{ sender: string, deliveryId: string, messageId: string, to: string, subject: string, message: string, answer: string, at: number }[]} */
  const log = [];
  /** Address → the token of the last sign-in mail that it got. */
  const signIns = new Map();
  let behaviour = 'accept';
  /** @type {{ stage: string, spring: (sender: string) => void } | null} */
  let trap = null;

  /** Tells whoever waits for a sender to be there. */
  function reach(stage, sender) {
    if (trap?.stage !== stage) return;
    const { spring } = trap;
    trap = null;
    spring(sender);
  }

  function createServer(sender) {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onMailFrom(_address, session, callback) {
        reach('before DATA', sender);
        if (behaviour === 'drop-before') return hangUp(server, session);
        callback();
      },
      onData(stream, session, callback) {
        const chunks = [];
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => {
          const entry = note(sender, Buffer.concat(chunks).toString(), session);
          answer(server, entry, session, callback);
        });
      },
    });
    server.on('error', () => {});
    return server;
  }

  function note(sender, message, session) {
    const header = (name) => new RegExp(`^${name}: *(.*)$`, 'im').exec(message)?.[1].trim() ?? '';
    const messageId = header('Message-ID');
    const entry = {
      sender,
      deliveryId: /^<([^@]+)@/.exec(messageId)?.[1] ?? '',
      messageId,
      to: session.envelope.rcptTo.map(({ address }) => address).join(),
      subject: header('Subject'),
      message,
      answer: behaviour,
      at: Date.now(),
    };
    log.push(entry);
    if (entry.to.startsWith('visitor-')) void noteSignIn(entry);
    return entry;
  }

  function answer(server, entry, session, callback) {
    const how = behaviour;
    if (how === '451' || how === '550') {
      return callback(Object.assign(new Error('not now'), { responseCode: Number(how) }));
    }
    entry.answer = 'accepted';
    reach('before its 250', entry.sender);
    if (how === 'drop-after') return hangUp(server, session);
    if (how === 'slow') return setTimeout(callback, SLOW_MS);
    callback();
    reach('after its 250', entry.sender);
  }

  async function noteSignIn({ to, message }) {
    const { text = '' } = await simpleParser(message);
    const [, token] = /\/sign-in\/(\S+)/.exec(text) ?? [];
    if (token) signIns.set(to, decodeURIComponent(token));
  }

  const servers = new Map(senders.map((sender) => [sender, createServer(sender)]));
  const all = [...servers.values()];
  await Promise.all(all.map((server) => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))));
  return {
    urlFor: (sender) => `smtp://127.0.0.1:${servers.get(sender).server.address().port}`,
    log,
    /** What a person finds in their mail; undefined while nothing has come. */
    signInTokenOf: (address) => signIns.get(address),
    behave: (how) => (behaviour = how),
    /**
     * Calls back, once, when a sender has come so far with a mail: `before DATA`, `before its 250` (the server has the
     * message) or `after its 250`.
     */
    trap: (stage, spring) => (trap = { stage, spring }),
    disarm: () => (trap = null),
    close: () => Promise.all(all.map((server) => new Promise((resolve) => server.close(resolve)))),
  };
}

function hangUp(server, session) {
  for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
}
