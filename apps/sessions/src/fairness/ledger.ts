import type { Tx } from '#platform';
import { In, type EntityManager } from 'typeorm';
import { CityCopy } from '../programme/city.entity.js';
import type { Session } from '../scheduling/session.entity.js';
import { LedgerAccount } from './ledger-account.entity.js';
import { LedgerEntry } from './ledger-entry.entity.js';
import { totalsOf, writtenLines } from './ledger.queries.js';
import { entriesBetween, linesOf, medianOf, type NewEntry } from './ledger.rules.js';

/**
 * Brings the ledger to what this session lays on its cities now. Call it in the transaction that changes the session,
 * with its event's row locked, so that the two never differ.
 * @returns how many entries were missing
 */
export async function writeLedger(
  tx: Pick<Tx, 'manager' | 'now'>,
  session: Session,
  programmeCities: readonly string[],
): Promise<number> {
  // A draft has never laid anything on anybody.
  if (session.release === null) return 0;
  const entries = await missingEntries(tx.manager, session);
  if (entries.length === 0) return 0;
  const { programmeId, id: sessionId } = session;
  const named = entries.map(({ city }) => city);
  await openAccounts(tx, programmeId, programmeCities, named);
  await tx.manager.insert(
    LedgerEntry,
    entries.map(({ city, kind, burden, change }) => ({
      programmeId,
      sessionId,
      city,
      kind,
      burden: burden === null ? null : String(burden),
      change: String(change),
      enteredAt: tx.now,
    })),
  );
  return entries.length;
}

/** What the ledger does not say yet of a session. */
export async function missingEntries(manager: EntityManager, session: Session): Promise<NewEntry[]> {
  const required = Object.keys(session.parts).filter((city) => session.parts[city] === 'required');
  const cities = await manager.findBy(CityCopy, { slug: In(required) });
  return entriesBetween(await writtenLines(manager, session.id), linesOf(session, cities));
}

/**
 * Opens the ledger for cities that are not in it: at 0 for all of the programme when it begins, later at the median of
 * those that are in it.
 * @param named cities that need an account in any case
 */
export async function openAccounts(
  { manager, now }: Pick<Tx, 'manager' | 'now'>,
  programmeId: string,
  programmeCities: readonly string[],
  named: readonly string[],
): Promise<void> {
  const totals = await totalsOf(manager, programmeId);
  const hasBegun = totals.length > 0;
  if (!hasBegun && named.length === 0) return;
  const opening = String(medianOf(totals.map(({ total }) => total)));
  const known = new Set(totals.map(({ city }) => city));
  // In order, so that two who open the same accounts don't wait for each other in a ring.
  const unknown = [...new Set([...programmeCities, ...named])].filter((city) => !known.has(city)).sort();
  if (unknown.length === 0) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(LedgerAccount)
    .values(unknown.map((city) => ({ programmeId, city, opening, openedAt: now })))
    .orIgnore()
    .execute();
}
