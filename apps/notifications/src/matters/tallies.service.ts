import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform';
import { DispatchesService } from '../delivery/dispatches.service.js';
import { matterId } from './matter-id.rules.js';
import { quarterOf, type NewTally } from './tallies.rules.js';

/** Counts what organizers read of in the morning, and sees to it that they do. */
@Injectable()
export class TalliesService {
  constructor(private readonly dispatches: DispatchesService) {}

  /**
   * Counts, in the transaction at hand. At most one dispatch per programme and quarter of an hour follows; it opens a mail
   * per organizer and morning.
   */
  async note(tx: Tx, programmeId: string | null, tallies: readonly NewTally[]): Promise<void> {
    if (!programmeId || tallies.length === 0) return;
    const quarter = quarterOf(tx.now);
    await tx.manager.query(
      `INSERT INTO tallies (programme_id, quarter, kind, about, detail, count)
       SELECT $1, $2, kind, about, detail, count FROM unnest($3::text[], $4::text[], $5::text[], $6::int[])
         AS counted (kind, about, detail, count)
       ORDER BY kind, about, detail
       ON CONFLICT (programme_id, quarter, kind, about, detail) DO UPDATE SET count = tallies.count + excluded.count`,
      [
        programmeId,
        quarter,
        tallies.map(({ kind }) => kind),
        tallies.map(({ about }) => about),
        tallies.map(({ detail }) => detail),
        tallies.map(({ count }) => count),
      ],
    );
    this.dispatches.openForRoles(tx, [
      {
        notice: 'digest',
        matterId: matterId('digest', programmeId),
        programmeId,
        role: 'organizer',
        cities: null,
        occasion: quarter.toISOString(),
      },
    ]);
  }
}
