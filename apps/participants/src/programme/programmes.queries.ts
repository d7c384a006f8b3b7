import type { Programme } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { OfferPolicy } from '../seats/offers.rules.js';
import { ProgrammeCopy } from './programme-copy.entity.js';

/** Keeps what matters here of a programme, unless a newer state is kept already. */
export async function keepProgramme(
  manager: EntityManager,
  { id, offerPolicy, version }: Programme,
): Promise<void> {
  await manager.query(
    `INSERT INTO programmes AS copy (id, offer_mode, offer_hold_hours, version) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET offer_mode = excluded.offer_mode, offer_hold_hours = excluded.offer_hold_hours,
                                    version = excluded.version
       WHERE copy.version < excluded.version`,
    [id, offerPolicy.mode, offerPolicy.holdHours, version],
  );
}

/** How a programme gives freed seats on; at once while its fact has not come. */
export async function offerPolicyOf(manager: EntityManager, programmeId: string): Promise<OfferPolicy> {
  const programme = await manager.findOneBy(ProgrammeCopy, { id: programmeId });
  if (!programme) return { mode: 'promote', holdHours: 0 };
  return { mode: programme.offerMode, holdHours: programme.offerHoldHours };
}
