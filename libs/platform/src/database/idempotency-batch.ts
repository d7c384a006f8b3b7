import type { EntityManager } from 'typeorm';
import type { RequestContext } from '../context/request-context.js';
import { KEPT, reused, scopeOf, type Scope } from './idempotency.js';

/** What became of one command of a batch. Deferred: nothing was done, and it may be tried in another batch. */
export type Outcome<R> =
  | { readonly kind: 'done'; readonly reply: R }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'deferred' };

/** A request to be worked on together with others, each in its own context. */
export interface Command {
  readonly context: RequestContext;
}

/** A key was used by another transaction after this one had looked: all is looked at again. */
export class KeyTaken extends Error {}

/**
 * The Idempotency-Keys of a batch: known ones are answered, the others remembered with their replies, by one statement
 * each for all. Unlike a single command's, keys are not reserved first but taken at the end, after the work's own locks
 * and in one order, so that batches never wait for each other in a circle; a key taken in between is found then.
 */
export class BatchKeys<C extends Command, R> {
  /** First of each key in the batch → all that came with this key. */
  private readonly twins = new Map<string, C[]>();
  private readonly scopes = new Map<C, Scope>();
  readonly answered = new Map<C, Outcome<R>>();

  constructor(private readonly commands: readonly C[]) {
    for (const command of commands) {
      const scope = scopeOf(command.context);
      if (!scope) continue;
      this.scopes.set(command, scope);
      const key = nameOf(scope);
      const twins = this.twins.get(key);
      if (twins) twins.push(command);
      else this.twins.set(key, [command]);
    }
  }

  /** Answers what earlier transactions have answered; @returns what is to be worked on, one of each key. */
  async replay(manager: EntityManager): Promise<C[]> {
    if (this.scopes.size === 0) return [...this.commands];
    const firsts = [...this.twins.values()].map(([first]) => first!);
    const scopes = firsts.map((first) => this.scopes.get(first)!);
    const rows = await manager.query<(Scope & { reply: R })[]>(
      `SELECT actor, operation, key, body_hash AS "bodyHash", reply
       FROM idempotency JOIN unnest($1::text[], $2::text[], $3::text[]) AS used (actor, operation, key)
         USING (actor, operation, key)
       WHERE created_at >= clock_timestamp() - interval '${KEPT}'`,
      columnsOf(scopes),
    );
    for (const row of rows) {
      for (const twin of this.twins.get(nameOf(row))!) this.answer(twin, row.bodyHash, row.reply);
    }
    const isFirst = new Set(firsts);
    return this.commands.filter(
      (command) => !this.answered.has(command) && (isFirst.has(command) || !this.scopes.has(command)),
    );
  }

  /**
   * Remembers the replies of what was done, and answers those that came with the same keys.
   * @throws KeyTaken
   */
  async save(manager: EntityManager, outcomes: ReadonlyMap<C, Outcome<R>>): Promise<void> {
    const done: { scope: Scope; reply: R }[] = [];
    for (const [command, outcome] of outcomes) {
      this.answered.set(command, outcome);
      const scope = this.scopes.get(command);
      if (!scope) continue;
      if (outcome.kind === 'done') done.push({ scope, reply: outcome.reply });
      for (const twin of this.twins.get(nameOf(scope))!.slice(1)) {
        if (outcome.kind === 'done') this.answer(twin, scope.bodyHash, outcome.reply);
        else this.answered.set(twin, outcome);
      }
    }
    if (done.length === 0) return;
    const rows = await manager.query<unknown[]>(
      `INSERT INTO idempotency (actor, operation, key, body_hash, reply)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::json[])
         AS done (actor, operation, key, body_hash, reply) ORDER BY actor, operation, key
       ON CONFLICT (actor, operation, key) DO UPDATE
         SET body_hash = excluded.body_hash, reply = excluded.reply, created_at = clock_timestamp()
         WHERE idempotency.created_at < clock_timestamp() - interval '${KEPT}'
       RETURNING 1`,
      [
        ...columnsOf(done.map(({ scope }) => scope)),
        done.map(({ scope }) => scope.bodyHash),
        done.map(({ reply }) => JSON.stringify(reply ?? null)),
      ],
    );
    if (rows.length < done.length) throw new KeyTaken();
  }

  private answer(command: C, bodyHash: string, reply: R | null): void {
    const isSame = this.scopes.get(command)!.bodyHash === bodyHash;
    const outcome: Outcome<R> = isSame
      ? { kind: 'done', reply: reply as R }
      : { kind: 'refused', error: reused() };
    this.answered.set(command, outcome);
  }
}

function columnsOf(scopes: readonly Scope[]): string[][] {
  return [
    scopes.map(({ actor }) => actor),
    scopes.map(({ operation }) => operation),
    scopes.map(({ key }) => key),
  ];
}

const nameOf = ({ actor, operation, key }: Scope): string => `${actor}\n${operation}\n${key}`;
