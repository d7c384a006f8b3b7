import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody without a login has asked for: taken up when they confirm their address in time. */
@Entity('seat_wishes')
export class Wish {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'slot_id' })
  slotId: string;

  @Column('text', { name: 'person_id' })
  personId: string;

  /** The held seat; null when there was none to hold. */
  @Column('text', { name: 'seat_id', nullable: true })
  seatId: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt: Date | null;
}
