import { createHmac, timingSafeEqual } from 'node:crypto';

/** Part of what is signed: another kind of link under the same secret is worth nothing here. */
const PURPOSE = 'preferences';
const TOKEN = /^([\w-]{1,200})\.([\w-]{43})$/;

/**
 * Tokens of the links in mail under which people say which mails they want: `base64url(person).base64url(HMAC)`. Derived,
 * so that they can be given again and are never stored (DESIGN 6.8). They stay good: mail is read years later.
 */
export class PreferenceLinks {
  constructor(private readonly secret: string) {}

  issue(personId: string): string {
    return `${Buffer.from(personId).toString('base64url')}.${this.sign(personId)}`;
  }

  /** The person; null for what we did not issue. */
  read(token: string): string | null {
    const [, encoded = '', mac = ''] = TOKEN.exec(token) ?? [];
    const personId = Buffer.from(encoded, 'base64url').toString();
    const [expected, given] = [Buffer.from(this.sign(personId)), Buffer.from(mac)];
    return given.length === expected.length && timingSafeEqual(given, expected) ? personId : null;
  }

  private sign(personId: string): string {
    return createHmac('sha256', this.secret).update(`${PURPOSE}\n${personId}`).digest('base64url');
  }
}
