import type { Comfort } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a schedule needs of a city: its clock and how it weighs the hours. */
@Entity('cities')
export class CityCopy {
  @PrimaryColumn('text') slug: string;
  @Column('text') zone: string;
  @Column('jsonb', { nullable: true }) comfort: Comfort | null;
  @Column('int') version: number;
}
