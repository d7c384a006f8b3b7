import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '#platform';
import type { RoleDispatch } from '../matters/asking.rules.js';
import type { SessionNoticeKind } from '../notices/notice.js';
import type { Audience } from '../reminders/reminder.rules.js';
import { Dispatcher } from './dispatcher.js';

/** Opens dispatches: in the transaction at hand, so that what has happened and that it is to be told are one. */
@Injectable()
export class DispatchesService {
  constructor(private readonly dispatcher: Dispatcher) {}

  /** Opens a dispatch, once per session, notice, time version, audience and occasion; it is worked on after commit. */
  open(
    tx: Tx,
    {
      notice,
      sessionId,
      timeVersion,
      occasion,
      dueAt,
      audience = 'participants',
    }: {
      notice: SessionNoticeKind;
      sessionId: string;
      timeVersion: number;
      /** What makes it another one than the last about this session and time. */
      occasion?: string;
      /** Not before. */
      dueAt?: Date;
      /** Of people with a seat it is asked whom the notice is for. */
      audience?: Audience;
    },
  ): void {
    tx.write(
      `INSERT INTO dispatches (id, notice, session_id, time_version, occasion, due_at, audience)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [newId(), notice, sessionId, timeVersion, occasion, dueAt, audience],
    );
    tx.afterCommit(() => this.dispatcher.poke());
  }

  /** Opens dispatches to organizers and liaisons, each once per notice, matter and occasion; one whose time changes waits for that. */
  openForRoles(tx: Tx, dispatches: readonly RoleDispatch[]): void {
    for (const { notice, matterId, role, programmeId, cities, occasion, dueAt } of dispatches) {
      tx.write(
        `INSERT INTO dispatches (id, notice, matter_id, role, programme_id, cities, occasion, due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT ON CONSTRAINT dispatches_once DO UPDATE SET due_at = excluded.due_at
           WHERE dispatches.state = 'open' AND dispatches.after IS NULL AND dispatches.due_at <> excluded.due_at`,
        [newId(), notice, matterId, role, programmeId, cities, occasion, dueAt],
      );
    }
    if (dispatches.length > 0) tx.afterCommit(() => this.dispatcher.poke());
  }
}
