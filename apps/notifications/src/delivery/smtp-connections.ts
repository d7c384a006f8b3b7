import type { Readable } from 'node:stream';
import SMTPConnection, {
  type SMTPConnectionAuth,
  type SMTPConnectionOptions,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection';
import { parseConnectionUrl } from 'nodemailer/lib/shared';

/** Servers count, and drop those who say too much in one go. */
const MESSAGES_PER_CONNECTION = 100;
/** Shorter than the patience of servers (RFC 5321 section 4.5.3.2 asks for minutes). */
const IDLE_MS = 10_000;

/** One session with the SMTP server: opened, logged in, used for one message after the other. */
class Connection {
  messages = 0;
  isDead = false;
  private readonly smtp: SMTPConnection;

  constructor(
    options: SMTPConnectionOptions,
    private readonly auth: SMTPConnectionAuth | undefined,
  ) {
    this.smtp = new SMTPConnection(options);
    // Whoever uses it hears of it by their callback; one that lies idle is dead from now on.
    this.smtp.on('error', () => (this.isDead = true));
    this.smtp.once('end', () => (this.isDead = true));
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.smtp.once('error', reject);
      this.smtp.once('end', () => reject(Object.assign(new Error('closed'), { code: 'ECONNECTION' })));
      this.smtp.connect((error) => (error ? reject(error) : resolve()));
    });
    if (!this.auth || !this.smtp.allowsAuth) return;
    await new Promise<void>((resolve, reject) =>
      this.smtp.login(this.auth, (error) => (error ? reject(error) : resolve())),
    );
  }

  send(envelope: SMTPEnvelope, message: Readable): Promise<void> {
    this.messages++;
    return new Promise((resolve, reject) =>
      this.smtp.send(envelope, message, (error) => (error ? reject(error) : resolve())),
    );
  }

  /** Ends a transaction that the server has refused. */
  async reset(): Promise<void> {
    await new Promise<void>((resolve, reject) =>
      this.smtp.reset((error) => (error ? reject(error) : resolve())),
    );
  }

  /** With a word of goodbye; at once when it is in the middle of something. */
  quit(): void {
    this.isDead = true;
    this.smtp.quit();
  }

  close(): void {
    this.isDead = true;
    this.smtp.close();
  }
}

/**
 * Connections to one SMTP server, opened when needed and kept for the next message. As many as callers use at the same
 * time: how many that may be is theirs to say.
 */
export class SmtpConnections {
  private readonly options: SMTPConnectionOptions;
  private readonly auth: SMTPConnectionAuth | undefined;
  /** The one used last at the end. */
  private readonly idle: { connection: Connection; timer: NodeJS.Timeout }[] = [];

  /** @param url like `smtp://user:password@host:587` */
  constructor(url: string, options: SMTPConnectionOptions) {
    const { auth, ...server } = parseConnectionUrl(url) as SMTPConnectionOptions & {
      auth?: { user?: string; pass?: string };
    };
    this.options = { ...server, ...options };
    this.auth = auth && { ...auth, credentials: { user: auth.user ?? '', pass: auth.pass ?? '' } };
  }

  /**
   * Hands one message over; resolves when the server has accepted it.
   * @param makeMessage called once per try; its stream is read when the server has taken the envelope
   * @throws what nodemailer's SMTPConnection does; `EABORT` when the signal comes first
   */
  async send(envelope: SMTPEnvelope, makeMessage: () => Readable, signal: AbortSignal): Promise<void> {
    for (;;) {
      const kept = this.take();
      const connection = kept ?? new Connection(this.options, this.auth);
      const message = makeMessage();
      const onAbort = aborted(signal);
      try {
        if (!kept) await Promise.race([connection.open(), onAbort.promise]);
        await Promise.race([connection.send({ ...envelope }, message), onAbort.promise]);
        this.keep(connection);
        return;
      } catch (error) {
        const { code = '', responseCode } = error as { code?: string; responseCode?: number };
        message.destroy();
        if (isRefusal(code, responseCode) && !connection.isDead) {
          await connection.reset().then(
            () => this.keep(connection),
            () => connection.close(),
          );
          throw error;
        }
        connection.close();
        // The server has hung up while the connection lay idle, before it was given anything: nothing has happened.
        const hasHungUp = kept && !responseCode && code !== 'EABORT' && !message.readableDidRead;
        if (!hasHungUp) throw error;
      } finally {
        onAbort.forget();
      }
    }
  }

  /** Ends what lies idle. */
  close(): void {
    for (const { connection, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      connection.quit();
    }
  }

  private take(): Connection | undefined {
    for (;;) {
      const last = this.idle.pop();
      if (!last) return undefined;
      clearTimeout(last.timer);
      if (!last.connection.isDead) return last.connection;
    }
  }

  private keep(connection: Connection): void {
    if (connection.isDead) return;
    if (connection.messages >= MESSAGES_PER_CONNECTION) return connection.quit();
    const kept = {
      connection,
      timer: setTimeout(() => {
        this.idle.splice(this.idle.indexOf(kept), 1);
        connection.quit();
      }, IDLE_MS),
    };
    this.idle.push(kept);
  }
}

/** The server said no to this message; the connection is good for others. */
const isRefusal = (code: string, responseCode: number | undefined): boolean =>
  (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== 421;

function aborted(signal: AbortSignal): { promise: Promise<never>; forget: () => void } {
  let forget = () => {};
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => reject(Object.assign(new Error('took too long'), { code: 'EABORT' }));
    forget = () => signal.removeEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  // It may be rejected when nobody waits for it any more.
  promise.catch(() => {});
  return { promise, forget };
}
