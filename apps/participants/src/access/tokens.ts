import { createHmac, timingSafeEqual } from 'node:crypto';

/** A token for one purpose is worth nothing for another. */
export type TokenPurpose = 'bearer' | 'sign-in' | 'invitation';

/**
 * Tokens are `base64url(id).base64url(HMAC-SHA256(secret, purpose:id))`: derived, so that they can be given again
 * and are never stored (DESIGN 6.8).
 */
export class Tokens {
  constructor(private readonly secret: string) {}

  issue(purpose: TokenPurpose, id: string): string {
    const mac = createHmac('sha256', this.secret).update(`${purpose}:${id}`).digest('base64url');
    return `${Buffer.from(id).toString('base64url')}.${mac}`;
  }

  /** The id that this token was issued for; null when it was not issued by us for this purpose. */
  read(purpose: TokenPurpose, token: string): string | null {
    const id = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
    const expected = Buffer.from(this.issue(purpose, id));
    const given = Buffer.from(token);
    return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
  }
}
