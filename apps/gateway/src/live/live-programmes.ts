import { Injectable } from '@nestjs/common';
import { ANONYMOUS, FindProgrammes, notFound } from '#contracts';
import { currentContext, Requests } from '#platform';

/** Thousands open their streams in the same second, when a session begins or a gateway has restarted. */
const FRESH_MS = 5_000;
const MOST_NAMES = 1_000;

/** Which programme a stream is about. What anybody may see is asked for once for all. */
@Injectable()
export class LiveProgrammes {
  private readonly known = new Map<string, { id: Promise<string | null>; until: number }>();

  constructor(private readonly requests: Requests) {}

  /** @throws RuleViolation `not-found`, also for one that is not published, unless the actor may see it */
  async idOf(idOrSlug: string): Promise<string> {
    const id = await this.publicId(idOrSlug);
    if (id !== null) return id;
    const { actor } = currentContext();
    const mayKnowMore = actor.kind === 'person' && actor.grants.length > 0;
    const own = mayKnowMore && (await this.requests.ask(FindProgrammes, { idsOrSlugs: [idOrSlug] })).items[0];
    if (!own) throw notFound('programme', idOrSlug);
    return own.id;
  }

  private publicId(idOrSlug: string): Promise<string | null> {
    const known = this.known.get(idOrSlug);
    if (known && performance.now() < known.until) return known.id;
    const id = this.requests
      .ask(FindProgrammes, { idsOrSlugs: [idOrSlug] }, { actor: ANONYMOUS })
      .then(({ items }) => items[0]?.id ?? null)
      .catch((error: unknown) => {
        // A failure is not an answer: the next stream asks again.
        this.known.delete(idOrSlug);
        throw error;
      });
    this.known.delete(idOrSlug);
    this.known.set(idOrSlug, { id, until: performance.now() + FRESH_MS });
    if (this.known.size > MOST_NAMES) this.known.delete(this.known.keys().next().value!);
    return id;
  }
}
