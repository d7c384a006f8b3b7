import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a schedule needs of a programme: its cities. */
@Entity('programmes')
export class ProgrammeCopy {
  @PrimaryColumn('text') id: string;
  @Column('text', { array: true }) cities: string[];
  @Column('int') version: number;
}
