import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '#contracts';
import type { DataSource } from 'typeorm';
import { findActors } from './access.queries.js';

interface Waiting {
  readonly resolve: (actor: Actor | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Looks logins up, all that are asked for while the previous query is on its way by one query: when registration opens,
 * every request comes with another token. Nobody gets what was read before they asked.
 */
export class ActorLookup {
  private waiting = new Map<string, Waiting[]>();
  private isBusy = false;
  // In nobody's context: the query is begun by whoever comes first and is not theirs.
  private readonly later = AsyncLocalStorage.bind((work: () => void) => setImmediate(work));

  constructor(private readonly dataSource: DataSource) {}

  /** Who this login belongs to, with their grants; null when there is none, or no longer. */
  find(loginId: string): Promise<Actor | null> {
    return new Promise((resolve, reject) => {
      const others = this.waiting.get(loginId);
      if (others) others.push({ resolve, reject });
      else this.waiting.set(loginId, [{ resolve, reject }]);
      if (this.isBusy) return;
      this.isBusy = true;
      this.later(() => void this.work());
    });
  }

  private async work(): Promise<void> {
    while (this.waiting.size > 0) {
      const asked = this.waiting;
      this.waiting = new Map();
      try {
        const actors = await findActors(this.dataSource.manager, [...asked.keys()]);
        for (const [loginId, all] of asked)
          for (const { resolve } of all) resolve(actors.get(loginId) ?? null);
      } catch (error) {
        for (const { reject } of [...asked.values()].flat()) reject(error);
      }
    }
    this.isBusy = false;
  }
}
