import { MOST_NAMED, type RezonedSession, type ZoneAudit } from '#contracts';
import { instantMillis, TZDB_VERSION } from '#time';
import type { EntityManager } from 'typeorm';
import { brokenRelations, reading, reread, upgradeFrom } from './rezoning.rules.js';
import { loadNeighbours, storedStarts, storedVersions, type StoredStart } from './zone-upgrade.queries.js';

const PAGE = 1_000;

export interface ZoneAuditReport extends ZoneAudit {
  /** The pinned tzdb. */
  to: string;
  /** By which sessions to come are stored, oldest first. */
  stored: string[];
  /** Stored by a newer one than the pinned: it would be refused, and nothing is read. */
  newer: string[];
}

/** What the pinned tzdb would change about sessions to come. Changes nothing; `sessions` names the first 500. */
export async function auditZones(manager: EntityManager): Promise<ZoneAuditReport> {
  const stored = (await storedVersions(manager)).sort();
  const { outdated, newer } = upgradeFrom(stored, TZDB_VERSION);
  const report: ZoneAuditReport = {
    to: TZDB_VERSION,
    stored,
    newer,
    checked: 0,
    moved: 0,
    settled: 0,
    sessions: [],
    brokenRelations: [],
  };
  if (newer.length > 0) return report;
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  let last: StoredStart | null = null;
  for (;;) {
    const page: StoredStart[] = await storedStarts(manager, outdated, PAGE, last);
    for (const start of page) {
      const told = wouldBe(start);
      report.checked++;
      if (!told) continue;
      const { isChanged, ...session } = told;
      if (isChanged) {
        report.moved++;
        before.set(start.id, instantMillis(session.from.instant));
        after.set(start.id, instantMillis(session.to.instant));
      }
      if (session.settled) report.settled++;
      if (report.sessions.length < MOST_NAMED) report.sessions.push(session);
    }
    last = page.at(-1) ?? null;
    if (page.length < PAGE) break;
  }
  const neighbours = await loadNeighbours(manager, [...after.keys()]);
  const moved = neighbours.map((session) => ({ ...session, start: after.get(session.id) ?? session.start }));
  return { ...report, brokenRelations: brokenRelations(moved, before) };
}

function wouldBe(stored: StoredStart): (RezonedSession & { isChanged: boolean }) | undefined {
  const { start, isChanged, settled } = reread(stored);
  if (!isChanged && settled === null) return undefined;
  const { id: sessionId, title } = stored;
  return { sessionId, title, from: reading(stored), to: reading(start), settled, isChanged };
}
