import type { Recipient } from '#contracts';
import { createTransport } from 'nodemailer';
import type { Composer } from '../../../apps/notifications/src/notices/composer.js';
import { sessionNotice } from '../../../apps/notifications/src/notices/catalogue.js';
import { spellOut } from '../../../apps/notifications/src/notices/mail/mail.js';
import type { Subject } from '../../../apps/notifications/src/notices/session-page.js';

/** Connections of the pool, and mails composed and handed over at the same time. */
const CONNECTIONS = 20;

/** What one writes first: each mail composed from scratch and given to nodemailer's pool. It keeps no record. */
export class NaiveMailer {
  private readonly transport;

  constructor(
    url: string,
    /** A composer that has made no mail yet. */
    private readonly composer: () => Composer,
  ) {
    this.transport = createTransport({ url, pool: true, maxConnections: CONNECTIONS, maxMessages: Infinity });
  }

  /** @returns mails per second */
  async send(subject: Subject, people: readonly Recipient[], now: Date): Promise<number> {
    const queue = people[Symbol.iterator]();
    const begun = performance.now();
    const worker = async () => {
      for (const person of queue) {
        const compose = this.composer().aboutSession(sessionNotice('seat-confirmed'), subject, now);
        const mail = spellOut(compose(person, { decidedAt: now }));
        await this.transport.sendMail({
          from: 'Meridian <no-reply@meridian.example>',
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          icalEvent: { ...mail.invitation!, filename: 'invite.ics' },
        });
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    return (people.length / (performance.now() - begun)) * 1_000;
  }

  close(): void {
    this.transport.close();
  }
}
