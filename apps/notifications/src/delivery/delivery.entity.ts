import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NoticeKind } from '../notices/notice.js';
import type { Audience } from '../reminders/reminder.rules.js';
import type { DeliveryState } from './delivery.rules.js';

/** One notice to one person, and what became of it. Holds no address: that is asked for when the mail goes out. */
@Entity('deliveries')
export class DeliveryEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  notice: NoticeKind;

  @Column('text', { name: 'person_id' })
  personId: string;

  /** Null for notices about no session. */
  @Column('text', { name: 'session_id', nullable: true })
  sessionId: string | null;

  /** What it is about when it is about no session: `move:<id>`. */
  @Column('text', { name: 'matter_id', nullable: true })
  matterId: string | null;

  /** As what the person gets a notice about something else. */
  @Column('text', { nullable: true })
  role: 'organizer' | 'liaison' | null;

  /** That a liaison speaks for, or that organizers are told of. */
  @Column('text', { nullable: true })
  city: string | null;

  /** As what the person gets a notice about a session. */
  @Column('text')
  audience: Audience;

  /** Not before; null for at once. */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt: Date | null;

  /** Of the reminder that it is a part of. */
  @Column('text', { nullable: true })
  rule: string | null;

  @Column('text', { nullable: true })
  zone: string | null;

  /** The session's `timeVersion` that it tells of, where it tells of a time. */
  @Column('integer', { name: 'time_version', nullable: true })
  timeVersion: number | null;

  /** What may be told again to the same person: the fact about a seat, the sign-in's id. */
  @Column('text', { nullable: true })
  occasion: string | null;

  /** 0 first; by its notice and rule. */
  @Column({ type: 'smallint', insert: false, update: false })
  urgency: number;

  @Column('text')
  state: DeliveryState;

  @Column('integer')
  attempts: number;

  /** How often the whole message was given and no answer came. */
  @Column('integer', { name: 'lost_answers' })
  lostAnswers: number;

  /** Of the sender that has taken it: only that one may send it. */
  @Column('uuid', { nullable: true })
  claim: string | null;

  /** The session's start as the mail names it; written with `sending`. */
  @Column('timestamptz', { name: 'told_start', nullable: true })
  toldStart: Date | null;

  /** Its end, as the mail names it. */
  @Column('timestamptz', { name: 'told_end', nullable: true })
  toldEnd: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
