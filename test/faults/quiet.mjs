import { SENDERS, SERVICES } from './cast/system.mjs';
import { missingFacts, OWNERS, readStreamIds } from './facts.mjs';
import { waitUntil } from './wait-until.mjs';

/** Many times what it takes: on a machine that has too much to do it is not the system that is at fault. */
export const REST_MS = 100_000;

/**
 * Waits until the system has nothing more to do. Throws, saying what is still open, when it does not come to rest.
 *
 * @param {Awaited<ReturnType<typeof import('./facts.mjs').readConsumers>>} consumers
 * @param {{ ignoringMail?: boolean, restMs?: number }} [options] ignoringMail: mail may wait for a time that passTimeOfMail lets pass
 */
export async function untilQuiet(system, consumers, { ignoringMail = false, restMs = REST_MS } = {}) {
  let open = ['not looked at yet'];
  const isQuiet = async () => {
    open = await whatIsOpen(system, consumers, ignoringMail);
    return open.length === 0;
  };
  await waitUntil(isQuiet, { timeoutMs: restMs, what: 'the system is at rest', everyMs: 200 }).catch(
    (error) => {
      throw new Error(`${error.message}; still open: ${open.join('; ')}`, { cause: error.cause });
    },
  );
}

async function whatIsOpen(system, consumers, ignoringMail) {
  const open = [];
  const count = async (what, sql) => {
    const { rows } = await system.database.query(sql);
    if (rows[0].count > 0) open.push(`${rows[0].count} ${what}`);
  };
  for (const name of Object.keys(SERVICES)) {
    if (!(await system.processes.specOf(name).ready())) open.push(`${name} is not ready`);
  }
  for (const owner of OWNERS) {
    await count(
      `facts of ${owner} unpublished`,
      `SELECT count(*)::int FROM ${owner}.outbox WHERE published_at IS NULL`,
    );
  }
  const missing = await missingFacts(system, consumers);
  for (const durable of new Set(missing.map((each) => each.durable))) {
    open.push(`${missing.filter((each) => each.durable === durable).length} facts not applied by ${durable}`);
  }
  if (!ignoringMail) await countMail(count);
  if (open.length > 0) return open;
  return missingInStream(system);
}

async function countMail(count) {
  await count(
    'dispatches',
    `SELECT count(*)::int FROM notifications.dispatches
     WHERE state = 'open' AND (due_at IS NULL OR due_at <= notifications.clock_now())`,
  );
  await count(
    'deliveries',
    `SELECT count(*)::int FROM notifications.deliveries
     WHERE (state IN ('pending', 'sending') AND (due_at IS NULL OR due_at <= notifications.clock_now()))
        OR (state = 'unknown' AND next_try_at IS NOT NULL)`,
  );
  await count(
    'reminders due',
    `SELECT count(*)::int FROM notifications.reminders
     WHERE state = 'firing' OR (state = 'planned' AND due_at <= notifications.clock_now())`,
  );
}

/** A stream that was lost is filled again. */
async function missingInStream(system) {
  const held = await readStreamIds(system);
  const { rows } = await system.database.query(
    OWNERS.map((owner) => `SELECT id FROM ${owner}.outbox`).join(' UNION ALL '),
  );
  const lost = rows.filter(({ id }) => !held.has(id));
  return lost.length > 0 ? [`${lost.length} facts not in the stream`] : [];
}

/**
 * Lets the time pass that mail would wait for: leases of senders that were killed (a minute) and pauses between tries
 * (up to half an hour). With no sender alive that is the same as waiting.
 */
export async function passTimeOfMail(system) {
  await Promise.all(SENDERS.map((name) => system.processes.stop(name)));
  await system.database.query(
    `UPDATE notifications.deliveries SET lease_until = clock_timestamp() WHERE lease_until IS NOT NULL;
     UPDATE notifications.deliveries SET next_try_at = clock_timestamp() WHERE next_try_at IS NOT NULL;
     UPDATE notifications.dispatches SET lease_until = clock_timestamp(), next_try_at = clock_timestamp() WHERE state = 'open';`,
  );
  await Promise.all(SENDERS.map((name) => system.processes.restart(name)));
}
