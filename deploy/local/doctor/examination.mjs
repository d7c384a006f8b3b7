import { setTimeout as delay } from 'node:timers/promises';
import { DATABASE_SERVICES } from '../../database-services.mjs';
import { Trouble } from '../progress.mjs';

/** Facts older than this should have left the outbox, whatever the load. */
const OVERDUE_SECONDS = 60;
/** A copy that differs gets this long before it is called behind: its fact may be on its way. */
const ON_ITS_WAY_MS = 2_000;
const REPAIRED_MS = 30_000;
/** As many as one request takes (libs/contracts/src/kernel/operations.ts). */
const IDS_PER_REQUEST = 100;

/**
 * What a service says of its facts, or why it says nothing.
 *
 * @typedef {{ service: string, report: any, error: string | null }} Report
 *
 * A copy against its owner: ids that the copy lacks, has in an older version, or has though the owner does not.
 *
 * @typedef {{ service: string, noun: string, owner: string, count: number, missing: string[], behind: string[],
 *             beyond: string[] }} Comparison
 * @typedef {import('./connection.mjs').Ask} Ask
 */

/**
 * @param {Ask} ask
 * @returns {Promise<Report[]>}
 */
export function reportAll(ask, services = DATABASE_SERVICES) {
  return Promise.all(
    services.map(async (service) => {
      try {
        return { service, report: await ask(service, 'report-facts', {}), error: null };
      } catch (error) {
        if (!(error instanceof Trouble)) throw error;
        return { service, report: null, error: error.message };
      }
    }),
  );
}

/**
 * Compares every copy whose two sides answer. What differs is looked at twice.
 *
 * @param {Ask} ask
 * @param {Report[]} reports
 * @returns {Promise<Comparison[]>}
 */
export async function compareCopies(ask, reports) {
  const answering = new Set(reports.filter(({ report }) => report).map(({ service }) => service));
  const pairs = reports.flatMap(({ service, report }) =>
    (report?.copies ?? [])
      .filter(({ owner }) => answering.has(owner))
      .map(({ noun, owner }) => ({ service, noun, owner })),
  );
  const owned = new Map();
  const comparisons = [];
  for (const pair of pairs) {
    const key = `${pair.owner} ${pair.noun}`;
    if (!owned.has(key)) owned.set(key, await versionsOf(ask, pair.owner, pair.noun));
    comparisons.push({ pair, versions: owned.get(key) });
  }
  const first = await Promise.all(comparisons.map((each) => compare(ask, each.pair, each.versions)));
  if (first.every(isEqual)) return first;
  await delay(ON_ITS_WAY_MS);
  // Against the owner's versions of before: what has changed since then may be on its way again. What exists since
  // then is no surplus either, so that is looked up anew.
  return Promise.all(
    comparisons.map(async ({ pair, versions }, index) => {
      if (isEqual(first[index])) return first[index];
      const { beyond, ...again } = await compare(ask, pair, versions);
      const now = beyond.length > 0 ? await versionsOf(ask, pair.owner, pair.noun) : versions;
      return { ...again, beyond: beyond.filter((id) => !now.has(id)) };
    }),
  );
}

/**
 * Has the owners publish again what copies lack, and waits until they have it.
 *
 * @param {Ask} ask
 * @param {Comparison[]} comparisons
 * @returns {Promise<{ published: number, left: Comparison[] }>} `left`: what is still different
 */
export async function repair(ask, comparisons) {
  const lacking = new Map();
  for (const { owner, noun, missing, behind } of comparisons) {
    const key = `${owner} ${noun}`;
    lacking.set(key, new Set([...(lacking.get(key) ?? []), ...missing, ...behind]));
  }
  let published = 0;
  for (const [key, ids] of lacking) {
    const [owner, noun] = key.split(' ');
    const all = [...ids];
    for (let from = 0; from < all.length; from += IDS_PER_REQUEST) {
      const part = all.slice(from, from + IDS_PER_REQUEST);
      published += (await ask(owner, 'republish', { noun, ids: part })).published;
    }
  }
  const deadline = Date.now() + REPAIRED_MS;
  for (;;) {
    const left = await compareCopies(ask, await reportAll(ask));
    const isDone = left.every(({ missing, behind }) => missing.length + behind.length === 0);
    if (isDone || Date.now() > deadline) return { published, left };
  }
}

/** Whether nothing needs anybody's attention. */
export function isSound(reports, comparisons) {
  return reports.every(({ report }) => report && isFlowing(report)) && comparisons.every(isEqual);
}

export const isOverdue = ({ outbox }) => outbox.oldestSeconds > OVERDUE_SECONDS;
export const isEqual = ({ missing, behind, beyond }) => missing.length + behind.length + beyond.length === 0;

function isFlowing(report) {
  return (
    !isOverdue(report) &&
    report.consumers.every(({ pending, parked, waitsFor }) => pending !== null && parked === 0 && !waitsFor)
  );
}

async function compare(ask, { service, noun, owner }, owned) {
  const copied = await versionsOf(ask, service, noun);
  const ids = [...owned.keys()];
  return {
    service,
    noun,
    owner,
    count: owned.size,
    missing: ids.filter((id) => !copied.has(id)),
    behind: ids.filter((id) => copied.get(id) < owned.get(id)),
    beyond: [...copied.keys()].filter((id) => !owned.has(id)),
  };
}

/** @returns {Promise<Map<string, number>>} version by id */
async function versionsOf(ask, service, noun) {
  const versions = new Map();
  let after;
  do {
    const { items, next } = await ask(service, 'page-versions', { noun, after });
    for (const { id, version } of items) versions.set(id, version);
    after = next ?? undefined;
  } while (after !== undefined);
  return versions;
}
