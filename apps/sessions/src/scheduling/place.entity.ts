import type { Availability } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where sessions of one event take place, with its city. */
@Entity('places')
export class Place {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'event_id' }) eventId: string;
  @Column('text') slug: string;
  @Column('text') name: string;
  @Column('text') city: string;
  @Column('int', { nullable: true }) capacity: number | null;
  /** On the clocks of its city; null: at any time. */
  @Column('jsonb', { nullable: true }) availability: Availability | null;
}
