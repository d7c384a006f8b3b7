import type { City } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A city takes part by its slug, which never changes. */
@Entity('cities')
export class CityEntity implements City {
  @PrimaryColumn('text')
  slug: string;

  @Column('text')
  name: string;

  /** ISO 3166-1 alpha-2. */
  @Column('char', { length: 2 })
  country: string;

  /** IANA name as it was chosen, never the link's target (DESIGN section 7). */
  @Column('text')
  zone: string;

  @Column('text', { array: true })
  languages: string[];

  /** ISO days of the week, Monday = 1. */
  @Column('smallint', { array: true })
  weekend: number[];

  @Column('double precision')
  latitude: number;

  @Column('double precision')
  longitude: number;

  /** Null: the weights of DESIGN section 8. */
  @Column('jsonb', { nullable: true })
  comfort: City['comfort'];

  @Column('jsonb')
  observances: City['observances'];

  @Column('integer')
  version: number;
}
