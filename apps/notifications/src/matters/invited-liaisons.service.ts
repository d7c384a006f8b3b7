import { Injectable } from '@nestjs/common';
import type { Partner, RoleState } from '#contracts';
import type { Tx } from '#platform';
import { DeliveriesService } from '../delivery/deliveries.service.js';
import { matterId } from './matter-id.rules.js';

/** Sees to it that who comes to speak for a city hears of the invitations that it has not answered. */
@Injectable()
export class InvitedLiaisonsService {
  constructor(private readonly deliveries: DeliveriesService) {}

  /** Who was told when the city was invited is not told again. */
  async tell(tx: Tx, { personId, programmeId, city }: RoleState): Promise<void> {
    if (city === null) return;
    const events = await tx.manager.query<{ id: string; partners: Partner[] }[]>(
      `SELECT id, partners FROM event_copies
       WHERE programme_id = $1 AND NOT is_cancelled AND partners @> $2::jsonb ORDER BY id`,
      [programmeId, JSON.stringify([{ city, status: 'invited' }])],
    );
    for (const { id, partners } of events) {
      const partner = partners.find((each) => each.city === city)!;
      await this.deliveries.openForLiaison(tx, {
        notice: 'city-invited',
        matterId: matterId('event', id),
        personId,
        city,
        occasion: partner.id,
      });
    }
  }
}
