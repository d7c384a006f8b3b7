import { Inject, Injectable } from '@nestjs/common';
import { notFound, type Service } from '#contracts';
import { DataSource } from 'typeorm';
import { Transactions, type Tx } from '../database/transactions.js';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';

/** A table of aggregates with a `version` column: the owner's own, or another service's copy of what matters to it. */
interface VersionedTable {
  /** As both sides call it: `city`, `session`. */
  readonly noun: string;
  readonly table: string;
  /** Column of the id that both sides know. */
  readonly key: string;
  /** SQL condition, where the table holds more than this. */
  readonly where?: string;
}

export interface OwnedAggregate extends VersionedTable {
  /** Publishes the state facts of these as they are now; ids of nothing are left out. @returns how many */
  republish(tx: Tx, ids: readonly string[]): Promise<number>;
}

export interface CopiedAggregate extends VersionedTable {
  readonly owner: Service;
}

/** Lets the doctor compare copies with their owners by version, and have published again what a copy lacks. */
@Injectable()
export class Reconciliation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    @Inject(PLATFORM_OPTIONS) private readonly options: PlatformOptions,
  ) {}

  /**
   * Versions by id, in the order of ids.
   * @throws RuleViolation `not-found` for a noun of which this service has no table
   */
  async pageVersions({
    noun,
    after,
    limit,
  }: {
    noun: string;
    after?: string | undefined;
    limit: number;
  }): Promise<{ items: { id: string; version: number }[]; next: string | null }> {
    const { owns = [], copies = [] } = this.options;
    const found = [...owns, ...copies].find((each) => each.noun === noun);
    if (!found) throw notFound('noun', noun);
    // "C": both sides page in the same order, whatever the collation of their databases.
    const rows = await this.dataSource.query<{ id: string; version: number }[]>(
      `SELECT ${found.key}::text AS id, version FROM ${found.table}
       WHERE ($1::text IS NULL OR ${found.key}::text COLLATE "C" > $1) AND ${found.where ?? 'true'}
       ORDER BY ${found.key}::text COLLATE "C" LIMIT $2`,
      [after ?? null, limit + 1],
    );
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? items.at(-1)!.id : null };
  }

  /** @throws RuleViolation `not-found` for a noun that this service does not own */
  republish(noun: string, ids: readonly string[]): Promise<number> {
    const owned = (this.options.owns ?? []).find((each) => each.noun === noun);
    if (!owned) throw notFound('noun', noun);
    return this.transactions.command((tx) => owned.republish(tx, ids));
  }
}
