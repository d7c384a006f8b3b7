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
}
