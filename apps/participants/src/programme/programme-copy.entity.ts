import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is kept of a programme: how freed seats are given on. Owned by events. */
@Entity('programmes')
export class ProgrammeCopy {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'offer_mode' })
  offerMode: 'promote' | 'offer';

  @Column('double precision', { name: 'offer_hold_hours' })
  offerHoldHours: number;

  @Column('integer')
  version: number;
}
