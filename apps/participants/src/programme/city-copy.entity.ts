import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is kept of a city: where its people read the time. Owned by events. */
@Entity('cities')
export class CityCopy {
  @PrimaryColumn('text')
  slug: string;

  @Column('text')
  zone: string;

  @Column('integer')
  version: number;
}
