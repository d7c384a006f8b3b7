import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Places kept together for a city's delegation. Each is a seat of its own, without a person until it has a name. */
@Entity('seat_blocks')
export class Block {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'slot_id' })
  slotId: string;

  @Column('text')
  city: string;

  @Column('integer')
  size: number;

  @Column('timestamptz', { name: 'names_until' })
  namesUntil: Date;

  /** The actor's key. */
  @Column('text', { name: 'made_by' })
  madeBy: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
