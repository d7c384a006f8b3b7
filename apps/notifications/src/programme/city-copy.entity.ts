import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A city as events last published it: whose time stands beside the reader's. */
@Entity('city_copies')
export class CityCopy {
  @PrimaryColumn('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text')
  zone: string;

  @Column('integer')
  version: number;
}
