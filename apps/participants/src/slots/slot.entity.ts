import type { OfferPolicyValue, SLOT_MODES, ZonedTime } from '#contracts';
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

  /** How freed seats are given on; null: as the programme says. */
  @Column('jsonb', { name: 'offer_policy', nullable: true })
  offerPolicy: OfferPolicyValue | null;

  /** Whether seats that nobody has joined go to who waits, ten minutes into the session. */
  @Column('boolean')
  lapse: boolean;

  /** Registration is open from the one to the other; null: no bound. */
  @Column('jsonb', { nullable: true })
  opens: ZonedTime | null;

  @Column('jsonb', { nullable: true })
  closes: ZonedTime | null;

  /** Seats that one person may have in all slots of the event; null: no limit. */
  @Column('integer', { name: 'max_per_person', nullable: true })
  maxPerPerson: number | null;

  /** Whether a code is needed to take a seat. */
  @Column('boolean', { name: 'invited_only' })
  invitedOnly: boolean;

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
