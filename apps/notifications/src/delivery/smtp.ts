import { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import DKIM from 'nodemailer/lib/dkim';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import type { Mail, SharedMail } from '../notices/mail/mail.js';
import { MimeMessage } from '../notices/mail/mime.js';
import { handoverOf, type Handover, type SmtpError } from './delivery.rules.js';
import { SmtpConnections } from './smtp-connections.js';
import { Turnstile } from './turnstile.js';

/** One mail must be over and done with before its lease ends (delivery/deliveries.queries.ts), with its wait for a connection. */
const SEND_MS = 30_000;
const WAIT_MS = 10_000;
const CONNECT_MS = 10_000;

/**
 * What a signature vouches for: all that a mail program shows or acts upon (RFC 6376 section 5.4). nodemailer's own list
 * lacks List-Unsubscribe-Post, without which no one click is offered (RFC 8058 section 4).
 */
const SIGNED = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type'],
  ...['Auto-Submitted', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
];

/** Hands mails over to the SMTP server: each a message that was built once for all its readers. */
@Injectable()
export class Smtp {
  private readonly logger = new Logger(Smtp.name);
  private readonly host: string;
  private readonly connections: SmtpConnections;
  private readonly turnstile: Turnstile;
  private readonly dkim: DKIM | null;
  private readonly messages = new WeakMap<SharedMail, Promise<MimeMessage>>();

  constructor(@Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig) {
    this.host = new URL(config.PUBLIC_URL).hostname;
    this.connections = new SmtpConnections(config.SMTP_URL, {
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SEND_MS,
    });
    this.turnstile = new Turnstile(config.MAIL_CONNECTIONS);
    this.dkim = dkimOf(config);
  }

  /**
   * Hands one mail over; resolves to what came of it, and never throws.
   * @param id of the delivery; its Message-ID is made of it, so that each try has the same
   */
  async send(id: string, mail: Mail): Promise<Handover> {
    let message: Buffer;
    try {
      message = (await this.messageOf(mail)).for(mail, `<${id}@${this.host}>`);
    } catch (error) {
      this.logger.error(error);
      return { kind: 'refused', isPermanent: true, why: 'The mail could not be made.' };
    }
    const begun = performance.now();
    await this.turnstile.enter();
    let wasGiven = false;
    try {
      if (performance.now() - begun > WAIT_MS) return { kind: 'interrupted', why: 'No connection was free.' };
      await this.connections.send(
        { from: this.config.MAIL_FROM.address, to: mail.to.address },
        () => {
          const stream = this.dkim ? this.dkim.sign(message) : streamOf(message);
          // Read to its end, the message and the dot after it are on their way: from here on it may be accepted.
          return stream.once('end', () => (wasGiven = true));
        },
        AbortSignal.timeout(SEND_MS),
      );
      return { kind: 'accepted' };
    } catch (error) {
      return handoverOf(error as SmtpError, wasGiven);
    } finally {
      this.turnstile.leave();
    }
  }

  /** Ends the connections that lie idle. */
  close(): void {
    this.connections.close();
  }

  private messageOf({ shared, unsubscribe }: Mail): Promise<MimeMessage> {
    let message = this.messages.get(shared);
    if (!message) {
      message = MimeMessage.build(shared, this.config.MAIL_FROM, unsubscribe !== null);
      this.messages.set(shared, message);
    }
    return message;
  }
}

function dkimOf({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY }: NotificationsConfig): DKIM | null {
  if (!DKIM_DOMAIN || !DKIM_SELECTOR || !DKIM_PRIVATE_KEY) return null;
  return new DKIM({
    domainName: DKIM_DOMAIN,
    keySelector: DKIM_SELECTOR,
    privateKey: DKIM_PRIVATE_KEY,
    headerFieldNames: SIGNED.join(':'),
  });
}

/** A stream that is read in one piece, once somebody wants it. */
function streamOf(message: Buffer): Readable {
  return new Readable({
    highWaterMark: message.length,
    read() {
      this.push(message);
      this.push(null);
    },
  });
}
