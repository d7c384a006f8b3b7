import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform';
import { DispatchesService } from '../delivery/dispatches.service.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import { matterId } from './matter-id.rules.js';

const DAY_MS = 86_400_000;

/** Sees to it that organizers get each day's run of show 24 hours before its first session. */
@Injectable()
export class DaysService {
  constructor(private readonly dispatches: DispatchesService) {}

  /** A session was placed, moved or cancelled: the days it leaves and comes to have other first sessions. */
  async plan(tx: Tx, before: SessionCopy, after: SessionCopy): Promise<void> {
    const { eventId, programmeId } = after;
    if (!eventId || !programmeId || after.status === 'draft') return;
    const days = new Set([before, after].flatMap(({ start }) => (start ? [start.local.slice(0, 10)] : [])));
    // Sessions of one event plan its days one after the other.
    await tx.manager.query('SELECT 1 FROM event_copies WHERE id = $1 FOR NO KEY UPDATE', [eventId]);
    for (const day of days) {
      const [row] = await tx.manager.query<{ first: string | null }[]>(
        `SELECT min(start->>'instant') AS first FROM session_copies
         WHERE event_id = $1 AND status = 'scheduled' AND starts_with(start->>'local', $2)`,
        [eventId, day],
      );
      if (!row?.first || Date.parse(row.first) <= tx.now.getTime()) continue;
      await this.dispatches.openForRoles(tx, [
        {
          notice: 'run-of-show',
          matterId: matterId('day', `${eventId}:${day}`),
          role: 'organizer',
          programmeId,
          cities: null,
          occasion: '',
          dueAt: new Date(Date.parse(row.first) - DAY_MS),
        },
      ]);
    }
  }
}
