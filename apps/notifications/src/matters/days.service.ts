import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform';
import { DispatchesService } from '../delivery/dispatches.service.js';
import type { SessionCopy } from '../programme/session-copy.entity.js';
import type { RoleDispatch } from './asking.rules.js';
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
    const days = [
      ...new Set([before, after].flatMap(({ start }) => (start ? [start.local.slice(0, 10)] : []))),
    ];
    const [, ...firsts] = await Promise.all([
      // Sessions of one event plan its days one after the other.
      tx.run('SELECT 1 FROM event_copies WHERE id = $1 FOR NO KEY UPDATE', [eventId]),
      ...days.map((day) =>
        tx.run<{ first: string | null }>(
          `SELECT min(start->>'instant') AS first FROM session_copies
           WHERE event_id = $1 AND status = 'scheduled' AND starts_with(start->>'local', $2)`,
          [eventId, day],
        ),
      ),
    ]);
    const dispatches = days.flatMap((day, index): RoleDispatch[] => {
      const first = firsts[index]?.[0]?.first;
      if (!first || Date.parse(first) <= tx.now.getTime()) return [];
      return [
        {
          notice: 'run-of-show',
          matterId: matterId('day', `${eventId}:${day}`),
          role: 'organizer',
          programmeId,
          cities: null,
          occasion: '',
          dueAt: new Date(Date.parse(first) - DAY_MS),
        },
      ];
    });
    this.dispatches.openForRoles(tx, dispatches);
  }
}
