import { createHmac, timingSafeEqual } from 'node:crypto';
import { PollAnswer } from '#contracts';

/** What a link stands for: a city's answer to one candidate, or (without both) the whole poll. */
export interface PollLink {
  readonly pollId: string;
  readonly city: string;
  readonly personId: string | null;
  readonly chosen: { readonly candidate: number; readonly answer: PollAnswer } | null;
}

/** Part of what is signed: another kind of link under the same secret is worth nothing here. */
const PURPOSE = 'poll';
const TOKEN = /^([\w-]{1,400})\.([\w-]{43})$/;

/**
 * Tokens of links in mail: `base64url(link).base64url(HMAC-SHA256(secret, link))`. Derived, so that they can be given
 * again and are never stored (DESIGN 6.8).
 */
export class PollLinks {
  constructor(private readonly secret: string) {}

  issue({ pollId, city, personId, chosen }: PollLink): string {
    const text = [pollId, city, personId ?? '', chosen?.candidate ?? '', chosen?.answer ?? ''].join('\n');
    return `${Buffer.from(text).toString('base64url')}.${this.sign(text)}`;
  }

  /** Null for what we did not issue. */
  read(token: string): PollLink | null {
    const [, encoded = '', mac = ''] = TOKEN.exec(token) ?? [];
    const text = Buffer.from(encoded, 'base64url').toString();
    const expected = Buffer.from(this.sign(text));
    const given = Buffer.from(mac);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    // Several encodings have the same text: one link is one token.
    if (Buffer.from(text).toString('base64url') !== encoded) return null;
    const [pollId = '', city = '', personId = '', candidate = '', answer = ''] = text.split('\n');
    const known = PollAnswer.safeParse(answer);
    return {
      pollId,
      city,
      personId: personId || null,
      chosen: known.success ? { candidate: Number(candidate), answer: known.data } : null,
    };
  }

  private sign(text: string): string {
    return createHmac('sha256', this.secret).update(`${PURPOSE}\n${text}`).digest('base64url');
  }
}
