import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** How the server takes a message: accepts it, refuses it with this code, or hangs up after the whole message. */
export type Behaviour = 'accept' | 'hang-up' | 451 | 550;

/** A real SMTP server that keeps what it is given, and can fail as SMTP servers do. */
export class MailServer {
  /** Every message that was given whole, whatever came of it, oldest first. */
  readonly given: ParsedMail[] = [];
  readonly accepted: ParsedMail[] = [];
  /** Decides on each message. */
  behave: (mail: ParsedMail) => Behaviour = () => 'accept';

  private readonly server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, callback) => {
      simpleParser(stream).then((mail) => this.take(mail, session, callback), callback);
    },
  });

  static async start(): Promise<MailServer> {
    const mailServer = new MailServer();
    mailServer.server.on('error', () => undefined);
    mailServer.server.listen(0, '127.0.0.1');
    await once(mailServer.server.server, 'listening');
    return mailServer;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** Accepted mails to this address with this in the subject. */
  mailsTo(address: string, subject = ''): ParsedMail[] {
    return this.accepted.filter((mail) => addressOf(mail) === address && mail.subject?.includes(subject));
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  private take(mail: ParsedMail, session: SMTPServerSession, callback: (error?: Error) => void): void {
    this.given.push(mail);
    const behaviour = this.behave(mail);
    if (behaviour === 'hang-up') return this.hangUp(session);
    if (behaviour !== 'accept') {
      // As many servers do, it repeats the address.
      const error = new Error(`<${addressOf(mail)}>: not now`);
      return callback(Object.assign(error, { responseCode: behaviour }));
    }
    this.accepted.push(mail);
    callback();
  }

  private hangUp(session: SMTPServerSession): void {
    for (const connection of this.server.connections as Set<{
      id: string;
      close(): void;
      _socket: { destroy(): void };
    }>) {
      if (connection.id === session.id) connection._socket.destroy();
    }
  }
}

export function addressOf(mail: ParsedMail): string | undefined {
  return [mail.to].flat()[0]?.value[0]?.address;
}
