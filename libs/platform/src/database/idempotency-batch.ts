import type { RequestContext } from '../context/request-context.js';
import type { Connection } from './connection.js';
import { KEPT, reused, scopeOf, type Scope } from './idempotency.js';
import { brokenUniqueConstraint } from './violations.js';

/** A scope with one text for all of it. */
interface NamedScope extends Scope {
  readonly name: string;
}

/** What became of one command of a batch. Deferred: nothing was done, and it may be tried in another batch. */
export type Outcome<R> =
  | { readonly kind: 'done'; readonly reply: R }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'deferred' };

/** A request to be worked on together with others, each in its own context. */
export interface Command {
  readonly context: RequestContext;
}

/** A key was used by another transaction after this one had looked: all is to be looked at again. */
export function isKeyTaken(error: unknown): boolean {
  return brokenUniqueConstraint(error) === 'idempotency_pkey';
}

/**
 * The Idempotency-Keys of a batch: known ones are answered, the others remembered with their replies, by one statement
 * each for all. Unlike a single command's, keys are not reserved first but taken at the end, after the work's own locks
 * and in one order, so that batches never wait for each other in a circle; a key taken in between is found then.
 */
export class BatchKeys<C extends Command, R> {
  /** First of each key in the batch → all that came with this key. */
  private readonly twins = new Map<string, C[]>();
  private readonly scopes = new Map<C, NamedScope>();
  readonly answered = new Map<C, Outcome<R>>();
  /** What has been done by this transaction, to be remembered. */
  private readonly done: { scope: Scope; reply: R }[] = [];
  /** Keys of rows that are not kept any longer. */
  private readonly over: Scope[] = [];

  constructor(private readonly commands: readonly C[]) {
    for (const command of commands) {
      const scope = scopeOf(command.context);
      if (!scope) continue;
      const name = nameOf(scope);
      this.scopes.set(command, { ...scope, name });
      const twins = this.twins.get(name);
      if (twins) twins.push(command);
      else this.twins.set(name, [command]);
    }
  }

  /** What is to be worked on: nobody has answered it before, and of each key the first. */
  get fresh(): C[] {
    return this.commands.filter((command) => {
      if (this.answered.has(command)) return false;
      const scope = this.scopes.get(command);
      return !scope || this.twins.get(scope.name)![0] === command;
    });
  }

  /** First in the transaction: answers what earlier ones have answered. @returns the service's clock */
  async open(connection: Connection, waitMs: number): Promise<Date> {
    const firsts = [...this.twins.values()].map(([first]) => this.scopes.get(first!)!);
    const [row] = await connection.run<{
      now: Date;
      known: (Scope & { reply: R; isOver: boolean })[] | null;
    }>(
      `SELECT clock_now() AS now, set_config('lock_timeout', $1, true), (
         SELECT json_agg(json_build_object('actor', actor, 'operation', operation, 'key', key, 'bodyHash', body_hash,
           'reply', reply, 'isOver', created_at < clock_timestamp() - interval '${KEPT}'))
         FROM idempotency JOIN unnest($2::text[], $3::text[], $4::text[]) AS used (actor, operation, key)
           USING (actor, operation, key)
       ) AS known`,
      [`${Math.ceil(waitMs)}ms`, ...columnsOf(firsts)],
    );
    for (const { isOver, ...scope } of row!.known ?? []) {
      if (isOver) this.over.push(scope);
      else for (const twin of this.twins.get(nameOf(scope))!) this.repeat(twin, scope.bodyHash, scope.reply);
    }
    return row!.now;
  }

  /** Takes the outcomes of what was fresh, also for those that came with the same keys. */
  answer(outcomes: ReadonlyMap<C, Outcome<R>>): void {
    for (const [command, outcome] of outcomes) {
      this.answered.set(command, outcome);
      const scope = this.scopes.get(command);
      if (!scope) continue;
      if (outcome.kind === 'done') this.done.push({ scope, reply: outcome.reply });
      const twins = this.twins.get(scope.name)!;
      for (let index = 1; index < twins.length; index++) {
        const twin = twins[index]!;
        if (outcome.kind === 'done') this.repeat(twin, scope.bodyHash, outcome.reply);
        else this.answered.set(twin, outcome);
      }
    }
  }

  /** Last in the transaction: remembers the replies of what was done. The transaction fails when a key is taken. */
  close(connection: Connection): void {
    if (this.done.length === 0) return;
    if (this.over.length > 0) connection.write(FORGET, columnsOf(this.over));
    connection.write(REMEMBER, [
      ...columnsOf(this.done.map(({ scope }) => scope)),
      this.done.map(({ scope }) => scope.bodyHash),
      `[${this.done.map(({ reply }) => JSON.stringify(reply ?? null)).join()}]`,
    ]);
  }

  private repeat(command: C, bodyHash: string, reply: R | null): void {
    const isSame = this.scopes.get(command)!.bodyHash === bodyHash;
    const outcome: Outcome<R> = isSame
      ? { kind: 'done', reply: reply as R }
      : { kind: 'refused', error: reused() };
    this.answered.set(command, outcome);
  }
}

const FORGET = `
  DELETE FROM idempotency USING unnest($1::text[], $2::text[], $3::text[]) AS used (actor, operation, key)
  WHERE idempotency.actor = used.actor AND idempotency.operation = used.operation AND idempotency.key = used.key
    AND created_at < clock_timestamp() - interval '${KEPT}'`;

/** An element of a json array keeps its text to the byte. */
const REMEMBER = `
  INSERT INTO idempotency (actor, operation, key, body_hash, reply)
  SELECT * FROM ROWS FROM (unnest($1::text[], $2::text[], $3::text[], $4::text[]), json_array_elements($5::json))
    AS done (actor, operation, key, body_hash, reply) ORDER BY actor, operation, key`;

function columnsOf(scopes: readonly Scope[]): string[][] {
  return [
    scopes.map(({ actor }) => actor),
    scopes.map(({ operation }) => operation),
    scopes.map(({ key }) => key),
  ];
}

const nameOf = ({ actor, operation, key }: Scope): string => `${actor}\n${operation}\n${key}`;
