import { Injectable } from '@nestjs/common';
import { ANONYMOUS, Authenticate, RuleViolation, type Actor } from '#contracts';
import { Requests } from '#platform';

/** Grants are believed for this long (DESIGN section 13). */
const FRESH_MS = 1_000;
const MOST_TOKENS = 10_000;
/** RFC 6750 section 2.1. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

interface Known {
  readonly actor: Promise<Actor | null>;
  readonly until: number;
}

/** Who a request comes from. Participants knows the tokens; what it says is kept for a second. */
@Injectable()
export class Authentication {
  private readonly known = new Map<string, Known>();

  constructor(private readonly requests: Requests) {}

  /**
   * @param authorization the header; without it, nobody asks
   * @throws RuleViolation `access.unauthenticated` for a token that is not valid: it never counts as none
   */
  async actorOf(authorization: string | undefined): Promise<Actor> {
    if (authorization === undefined) return ANONYMOUS;
    const token = BEARER.exec(authorization.trim())?.[1];
    if (!token || token.length > 400) throw refused('The Authorization header must be “Bearer <token>”.');
    const actor = await this.find(token);
    if (!actor) throw refused('The token is not valid, or no longer.');
    return actor;
  }

  /** Forgets what is known of everybody's grants, after they have changed through this gateway. */
  forgetAll(): void {
    this.known.clear();
  }

  private find(token: string): Promise<Actor | null> {
    const known = this.known.get(token);
    if (known && performance.now() < known.until) return known.actor;
    const actor = this.requests
      .ask(Authenticate, { token }, { asService: true })
      .then(({ actor }) => actor)
      .catch((error: unknown) => {
        // A failure is not an answer: the next request asks again.
        this.known.delete(token);
        throw error;
      });
    this.remember(token, { actor, until: performance.now() + FRESH_MS });
    return actor;
  }

  private remember(token: string, known: Known): void {
    this.known.delete(token);
    this.known.set(token, known);
    // A Map keeps the order of insertion: the first is the oldest.
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_TOKENS) break;
      this.known.delete(oldest);
    }
  }
}

function refused(detail: string): RuleViolation {
  return new RuleViolation('access.unauthenticated', detail);
}
