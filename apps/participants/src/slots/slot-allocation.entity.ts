import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Part of a slot kept for one city. */
@Entity('slot_allocations')
export class SlotAllocation {
  @PrimaryColumn('text', { name: 'slot_id' })
  slotId: string;

  @PrimaryColumn('text')
  city: string;

  @Column('integer')
  reserved: number;

  /** Sizes of the seats that count in this allocation. */
  @Column('integer')
  taken: number;
}
