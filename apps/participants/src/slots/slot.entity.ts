import type { SLOT_MODES } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SlotMode = (typeof SLOT_MODES)[number];

/** The seats of a session in one mode. Its row is the lock of all its seats; its counters sum seat sizes. */
@Entity('slots')
export class Slot {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'session_id' })
  sessionId: string;

  @Column('text')
  mode: SlotMode;

  /** Null is open to all. */
  @Column('integer', { nullable: true })
  capacity: number | null;

  /** Null: the default, which moves with the session (slots.rules). */
  @Column('timestamptz', { name: 'kept_until', nullable: true })
  keptUntil: Date | null;

  @Column('integer')
  held: number;

  @Column('integer')
  confirmed: number;

  @Column('integer')
  waiting: number;

  @Column('integer')
  offered: number;

  /** How many seats, of whatever size, wait. */
  @Column('integer', { name: 'queue_length' })
  queueLength: number;

  /** The last number drawn in the queue. */
  @Column('integer', { name: 'queue_counter' })
  queueCounter: number;

  /** Counts changes of the settings; seats taken don't get in the way of an organizer's If-Match. */
  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
