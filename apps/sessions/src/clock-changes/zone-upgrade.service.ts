import { Injectable, Logger } from '@nestjs/common';
import {
  authorize,
  MOST_NAMED,
  type Actor,
  type FindZoneUpgrades,
  type OutputOf,
  type ParsedInputOf,
  type ZoneUpgrade,
} from '#contracts';
import { newId, readCursor, toPage, Transactions, type Tx } from '#platform';
import { formatInstant, TZDB_VERSION } from '#time';
import { DataSource, In, IsNull, LessThan } from 'typeorm';
import { Schedule } from '../scheduling/schedule.js';
import { loadSessions } from '../scheduling/session.queries.js';
import { brokenRelations, reading, reread, upgradeFrom } from './rezoning.rules.js';
import { RezonedSessionRow, ZoneUpgradeRow } from './zone-upgrade.entity.js';
import {
  confirmStarts,
  loadNeighbours,
  lockEvents,
  rezonedSessions,
  storedStarts,
  storedVersions,
  type StoredStart,
} from './zone-upgrade.queries.js';

/** Sessions of one transaction: their events stand still meanwhile. */
const BATCH = 200;
/** Of PostgreSQL's advisory locks, the one of this service's upgrades. */
const LOCK = 7_020_001;

/** `more`: call again; `busy`: another instance is at it; `refused`: what is stored comes from a newer tzdb than ours. */
export type Progress = 'more' | 'done' | 'busy' | 'refused';

/**
 * Reads every session to come again by a newer pinned tzdb (DESIGN section 7). What is left to do stands in the sessions
 * themselves, so it can end at any point and be taken up again: each batch is one transaction.
 */
@Injectable()
export class ZoneUpgradeService {
  private readonly logger = new Logger(ZoneUpgradeService.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
  ) {}

  /** The next batch. A clock change is no move: nobody is asked, and each session that really moves is told of once. */
  advance(): Promise<Progress> {
    return this.transactions.run(async (tx) => {
      const [{ locked }] = await tx.manager.query<[{ locked: boolean }]>(
        'SELECT pg_try_advisory_xact_lock($1) AS locked',
        [LOCK],
      );
      if (!locked) return 'busy';
      const { outdated, oldest, newer } = upgradeFrom(await storedVersions(tx.manager), TZDB_VERSION);
      if (newer.length > 0) {
        this.logger.error(
          `Sessions are stored by tzdb ${newer.join(', ')}, and this process has the older ${TZDB_VERSION}: nothing is changed. Run the newer release.`,
        );
        return 'refused';
      }
      const upgrade = await this.unfinished(tx, oldest);
      if (!upgrade) return 'done';
      if (outdated.length === 0) return this.finish(tx, upgrade);
      await this.work(tx, upgrade, outdated);
      return 'more';
    });
  }

  /** Newest first; for admins. */
  async find(
    { cursor, limit }: ParsedInputOf<typeof FindZoneUpgrades>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindZoneUpgrades>> {
    authorize(actor, 'clock-changes.read');
    const { manager } = this.dataSource;
    const [before] = readCursor(cursor) ?? [];
    const rows = await manager.find(ZoneUpgradeRow, {
      where: { ...(before !== undefined && { id: LessThan(before) }) },
      // Ids count time.
      order: { id: 'DESC' },
      take: limit + 1,
    });
    const { items, next } = toPage(rows, limit, ({ id }) => [id]);
    const upgrades: ZoneUpgrade[] = [];
    for (const { startedAt, finishedAt, ...row } of items) {
      upgrades.push({
        ...row,
        startedAt: formatInstant(startedAt),
        finishedAt: finishedAt && formatInstant(finishedAt),
        sessions: await rezonedSessions(manager, row.id, MOST_NAMED),
      });
    }
    return { items: upgrades, next };
  }

  /** The row of the upgrade at hand; a new one when there is something to do and none yet. */
  private async unfinished({ manager, now }: Tx, oldest: string | undefined): Promise<ZoneUpgradeRow | null> {
    const begun = await manager.findOneBy(ZoneUpgradeRow, { to: TZDB_VERSION, finishedAt: IsNull() });
    if (begun || oldest === undefined) return begun;
    this.logger.log(`Sessions are stored by tzdb ${oldest}; they are read again by ${TZDB_VERSION}.`);
    return manager.save(
      Object.assign(new ZoneUpgradeRow(), {
        id: newId(),
        from: oldest,
        to: TZDB_VERSION,
        startedAt: now,
        finishedAt: null,
        checked: 0,
        moved: 0,
        settled: 0,
        brokenRelations: [],
      } satisfies ZoneUpgradeRow),
    );
  }

  private async work(tx: Tx, upgrade: ZoneUpgradeRow, outdated: readonly string[]): Promise<void> {
    const { manager } = tx;
    const found = await storedStarts(manager, outdated, BATCH);
    await lockEvents(
      manager,
      found.map(({ eventId }) => eventId),
    );
    // What was changed before we had the lock is another start, or none of ours any more; the rest is the same batch.
    const batch = await storedStarts(manager, outdated, BATCH);
    const locked = new Set(found.map(({ eventId }) => eventId));
    const read = batch
      .filter(({ eventId }) => locked.has(eventId))
      .map((stored) => ({ stored, ...reread(stored) }));

    const changed = read.filter(({ isChanged }) => isChanged);
    await this.move(tx, changed);
    await confirmStarts(
      manager,
      read.map(({ stored }) => stored.id),
      TZDB_VERSION,
    );
    const told = read.filter(({ isChanged, settled }) => isChanged || settled !== null);
    await manager.insert(
      RezonedSessionRow,
      told.map(({ stored, start, settled }) => ({
        upgradeId: upgrade.id,
        sessionId: stored.id,
        from: reading(stored),
        to: reading(start),
        settled,
      })),
    );
    upgrade.checked += read.length;
    upgrade.moved += changed.length;
    upgrade.settled += read.filter(({ settled }) => settled !== null).length;
    await manager.save(upgrade);
    this.logger.log(
      `tzdb ${upgrade.from} → ${upgrade.to}: ${upgrade.checked} sessions read, ${upgrade.moved} moved.`,
    );
  }

  /** Event by event, each with one release of what its readers must know. */
  private async move(
    tx: Tx,
    changed: readonly { stored: StoredStart; start: Omit<StoredStart, 'id' | 'eventId' | 'title'> }[],
  ): Promise<void> {
    const starts = new Map(changed.map(({ stored, start }) => [stored.id, start]));
    for (const eventId of new Set(changed.map(({ stored }) => stored.eventId))) {
      const schedule = await Schedule.open(tx, eventId);
      const sessions = await loadSessions(tx.manager, { eventId, id: In([...starts.keys()]) });
      const changes = sessions.map((session) => ({ session, before: session.content() }));
      for (const { session } of changes) session.start = starts.get(session.id)!;
      await schedule.saveAll(changes, { alone: false });
      await schedule.close();
    }
  }

  private async finish(tx: Tx, upgrade: ZoneUpgradeRow): Promise<Progress> {
    const { manager } = tx;
    const sessions = await rezonedSessions(manager, upgrade.id, null);
    const before = new Map(sessions.map(({ sessionId, from }) => [sessionId, Date.parse(from.instant)]));
    upgrade.brokenRelations = brokenRelations(await loadNeighbours(manager, [...before.keys()]), before);
    upgrade.finishedAt = tx.now;
    await manager.save(upgrade);
    const { from, to, checked, moved, settled } = upgrade;
    this.logger.log(
      `tzdb ${from} → ${to}: done. ${checked} sessions read, ${moved} moved, ${settled} settled, ${upgrade.brokenRelations.length} relations broken.`,
    );
    return 'done';
  }
}
