import { Inject, Injectable, Logger } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import type { Mail } from '../notices/mail/mail.js';
import { handoverOf, type Handover, type SmtpError } from './delivery.rules.js';

/** Connections to the SMTP server, and mails handed over at the same time. */
export const CONNECTIONS = 5;

/** One mail must be over and done with before its lease ends (delivery/deliveries.queries.ts). */
const SEND_MS = 30_000;
const CONNECT_MS = 10_000;

/** Hands mails over to the SMTP server, over a pool of connections. */
@Injectable()
export class Smtp {
  private readonly logger = new Logger(Smtp.name);
  private readonly host: string;
  private readonly transport;
  /** Message-IDs whose last byte has been written, while they are on their way. */
  private readonly given = new Set<string>();

  constructor(@Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig) {
    this.host = new URL(config.PUBLIC_URL).hostname;
    this.transport = createTransport({
      url: config.SMTP_URL,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SEND_MS,
      // Whether a mail is tried again is decided here, by what is known of the last try.
      maxRequeues: 0,
      ...dkimOf(config),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.transport.on('error', (error) => this.logger.warn(error.message));
    this.transport.use('stream', (mail, done) => {
      // Read to its end, the message and the dot after it are on their way: from here on it may be accepted.
      mail.message.processFunc((stream) =>
        stream.once('end', () => this.given.add(mail.message.messageId())),
      );
      done();
    });
  }

  /**
   * Hands one mail over; resolves to what came of it, and never throws.
   * @param id of the delivery; its Message-ID is made of it, so that each try has the same
   */
  async send(id: string, { to, subject, text, html, invitation, unsubscribe }: Mail): Promise<Handover> {
    const messageId = `<${id}@${this.host}>`;
    try {
      await this.transport.sendMail({
        messageId,
        from: this.config.MAIL_FROM,
        to,
        subject,
        text,
        html,
        ...(invitation && { icalEvent: { ...invitation, filename: 'invite.ics' } }),
        // No answer by machines, please (RFC 3834 section 5).
        headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(unsubscribe) },
        signal: AbortSignal.timeout(SEND_MS),
      });
      return { kind: 'accepted' };
    } catch (error) {
      return handoverOf(error as SmtpError, this.given.has(messageId));
    } finally {
      this.given.delete(messageId);
    }
  }

  /** Ends the pool's connections; a mail at hand is finished first. */
  close(): void {
    this.transport.close();
  }
}

function dkimOf({ DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY }: NotificationsConfig) {
  if (!DKIM_DOMAIN || !DKIM_SELECTOR || !DKIM_PRIVATE_KEY) return {};
  return { dkim: { domainName: DKIM_DOMAIN, keySelector: DKIM_SELECTOR, privateKey: DKIM_PRIVATE_KEY } };
}

/** One click in the mail program unsubscribes (RFC 8058): by POST, for machines fetch links. */
function unsubscribeHeaders(url: string | null): Record<string, string> {
  if (!url) return {};
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
