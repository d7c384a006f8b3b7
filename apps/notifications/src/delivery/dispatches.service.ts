import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '#platform';
import type { SessionNoticeKind } from '../notices/notice.js';
import type { ReminderEntity } from '../reminders/reminder.entity.js';
import { Dispatcher } from './dispatcher.js';

/** Opens dispatches: in the transaction at hand, so that what has happened and that it is to be told are one. */
@Injectable()
export class DispatchesService {
  constructor(private readonly dispatcher: Dispatcher) {}

  /** Opens a dispatch, once per session, notice, time version, rule and zone; it is worked on after commit. */
  async open(
    tx: Tx,
    {
      notice,
      sessionId,
      timeVersion,
      reminder,
    }: { notice: SessionNoticeKind; sessionId: string; timeVersion: number; reminder?: ReminderEntity },
  ): Promise<void> {
    await tx.manager.query(
      `INSERT INTO dispatches (id, notice, session_id, time_version, reminder_id, generation, rule, zone, seat_before)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [
        newId(),
        notice,
        sessionId,
        timeVersion,
        reminder?.id,
        reminder?.generation,
        reminder?.rule,
        reminder?.zone,
        // Who takes a seat after a reminder was due doesn't get it (DESIGN 11).
        reminder?.dueAt,
      ],
    );
    tx.afterCommit(() => this.dispatcher.poke());
  }
}
