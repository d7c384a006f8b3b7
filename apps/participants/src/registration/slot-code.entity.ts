import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A code for invited people. The code itself is derived from the id and never stored. */
@Entity('slot_codes')
export class SlotCode {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'slot_id' })
  slotId: string;

  @Column('text', { nullable: true })
  label: string | null;

  /** Seats and places in the queue that can be somebody's by it at a time. */
  @Column('integer')
  uses: number;

  /** Those that are: who gives one up gives the use back (SeatChanges). */
  @Column('integer')
  used: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
