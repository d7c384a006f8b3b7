import type { SharedMail } from './mail.js';

/** Kinds of readers of what is being sent at one time, several times over; some 30 kB each. */
const LIMIT = 200;

/** Mails that have just been made, by their key: a notice goes to many, who are of few kinds. */
export class SharedMails {
  /** In order of use, the longest unused first. */
  private readonly mails = new Map<string, SharedMail>();

  /** @param limit as many are kept; who was asked for longest ago goes */
  constructor(private readonly limit = LIMIT) {}

  /** The mail of this key, made when it is not at hand. */
  get(key: string, make: () => SharedMail): SharedMail {
    const mail = this.mails.get(key) ?? make();
    this.mails.delete(key);
    this.mails.set(key, mail);
    if (this.mails.size > this.limit) this.mails.delete(this.mails.keys().next().value!);
    return mail;
  }
}
