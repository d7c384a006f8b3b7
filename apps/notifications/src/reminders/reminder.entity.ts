import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Audience, ReminderState } from './reminder.rules.js';

/** One planned firing for one session, rule, audience and zone that is present among its people; never a person's. */
@Entity('reminders')
export class ReminderEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  /** Duration before the start, or days before it at a wall time (contracts: ReminderRule). */
  @Column('text')
  rule: string;

  @Column('text')
  zone: string;

  @Column('text')
  audience: Audience;

  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date;

  /** Counts plannings; part of what tells the alarm, and the dispatch, of one from those of the others. */
  @Column('integer')
  generation: number;

  @Column('text')
  state: ReminderState;

  /** The session's `timeVersion` that `dueAt` was computed from. */
  @Column('integer', { name: 'time_version' })
  timeVersion: number;

  /** Why it is skipped or cancelled, in words. */
  @Column('text', { nullable: true })
  why: string | null;

  /** When it last began to fire. */
  @Column('timestamptz', { name: 'fired_at', nullable: true })
  firedAt: Date | null;
}
