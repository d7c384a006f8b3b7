import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WITHDRAWALS } from '../notices/catalogue.js';
import type { CalendarEntry, SessionNotice } from '../notices/notice.js';
import type { DeliveryEntity } from './delivery.entity.js';
import { RecipientsClient } from './recipients.client.js';

/** What the calendars of readers hold of a session, one by one: a session's SEQUENCE alone is the same for all. */
@Injectable()
export class CalendarEntries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recipients: RecipientsClient,
  ) {}

  /**
   * By delivery, for those about whom there is something to know. The same for each try to send one.
   * @param deliveries of one notice about one session
   * @throws RuleViolation when participants do not answer
   */
  async find(
    notice: SessionNotice,
    sessionId: string,
    deliveries: readonly DeliveryEntity[],
  ): Promise<Map<string, CalendarEntry>> {
    if (!notice.calendar) return new Map();
    const withdrawals = await this.withdrawals(sessionId, deliveries);
    const ids = deliveries.map(({ personId }) => personId);
    const seated = notice.withdraws
      ? await this.recipients.find(sessionId, ids, { to: ['confirmed'] })
      : null;
    return new Map(
      deliveries.flatMap(({ id, personId }) => {
        const entry = { withdrawals: withdrawals.get(id) ?? 0, stays: seated?.has(personId) ?? false };
        return entry.withdrawals > 0 || entry.stays ? [[id, entry]] : [];
      }),
    );
  }

  /**
   * How many mails before this one took the session out of its reader's calendar. By the database's clock: ids are of the
   * processes' clocks, and one that is ahead would have its mails come last.
   */
  private async withdrawals(
    sessionId: string,
    deliveries: readonly DeliveryEntity[],
  ): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ id: string; count: number }[]>(
      `SELECT told.id, count(*)::int AS count
       FROM deliveries told
       JOIN deliveries earlier ON earlier.person_id = told.person_id AND earlier.session_id = $2
         AND earlier.notice = ANY($3) AND (earlier.created_at, earlier.id) < (told.created_at, told.id)
       WHERE told.id = ANY($1) GROUP BY told.id`,
      [deliveries.map(({ id }) => id), sessionId, WITHDRAWALS],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}
