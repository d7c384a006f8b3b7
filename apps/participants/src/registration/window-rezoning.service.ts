import { Injectable, Logger } from '@nestjs/common';
import type { ZonedTime } from '#contracts';
import { Transactions, type Tx } from '#platform';
import { TZDB_VERSION } from '#time';
import { lockWindows, saveWindows, storedVersions, type StoredWindow } from './window-rezoning.queries.js';
import { resolvedAnew, versionsBeside } from './windows.rules.js';

/** Slots of one transaction: nobody takes a seat of them meanwhile. */
const BATCH = 100;
/** Of PostgreSQL's advisory locks, the one of this service's upgrades; sessions have the one before. */
const LOCK = 7_020_002;

/** `more`: call again; `busy`: another instance is at it; `refused`: what is stored comes from a newer tzdb than ours. */
export type RezoningProgress = 'more' | 'done' | 'busy' | 'refused';

/**
 * Reads the wall times of registration windows again by a newer pinned tzdb, as sessions are (DESIGN section 7). What is
 * left to do stands in the slots themselves, so it can end at any point and be taken up again: each batch is one
 * transaction.
 */
@Injectable()
export class WindowRezoningService {
  private readonly logger = new Logger(WindowRezoningService.name);

  constructor(private readonly transactions: Transactions) {}

  /** The next batch. */
  advance(): Promise<RezoningProgress> {
    return this.transactions.run(async (tx) => {
      const [{ locked }] = await tx.manager.query<[{ locked: boolean }]>(
        'SELECT pg_try_advisory_xact_lock($1) AS locked',
        [LOCK],
      );
      if (!locked) return 'busy';
      const { older, newer } = versionsBeside(TZDB_VERSION, await storedVersions(tx.manager));
      if (newer.length > 0) {
        this.logger.error(
          `Registration windows are stored by tzdb ${newer.join(', ')}, and this process has the older ${TZDB_VERSION}: nothing is changed. Run the newer release.`,
        );
        return 'refused';
      }
      return older.length === 0 ? 'done' : this.work(tx, older);
    });
  }

  private async work({ manager }: Tx, older: readonly string[]): Promise<RezoningProgress> {
    const read = (await lockWindows(manager, older, BATCH)).map((stored) => ({ stored, ...reread(stored) }));
    await saveWindows(manager, read);
    for (const { stored, opens, closes } of read.filter(({ isMoved }) => isMoved)) {
      const said = [saidOf('opens', stored.opens, opens), saidOf('closes', stored.closes, closes)];
      this.logger.warn(`tzdb ${TZDB_VERSION}: slot ${stored.id} ${said.flat().join(', ')}.`);
    }
    return read.length === 0 ? 'done' : 'more';
  }
}

function reread({ id, opens, closes, opensToCome, closesToCome }: StoredWindow) {
  const window = {
    id,
    opens: opens && opensToCome ? resolvedAnew(opens) : opens,
    closes: closes && closesToCome ? resolvedAnew(closes) : closes,
  };
  const isMoved = hasMoved(opens, window.opens) || hasMoved(closes, window.closes);
  return { ...window, isMoved };
}

function hasMoved(before: ZonedTime | null, after: ZonedTime | null): boolean {
  return before !== null && after !== null && Date.parse(before.instant) !== Date.parse(after.instant);
}

function saidOf(what: string, before: ZonedTime | null, after: ZonedTime | null): string[] {
  return hasMoved(before, after) ? [`${what} at ${after!.instant}, not ${before!.instant}`] : [];
}
