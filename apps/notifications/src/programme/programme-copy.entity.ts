import type { Text } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A programme as events last published it. Version 0: known by its id only, until its fact comes. */
@Entity('programme_copies')
export class ProgrammeCopy {
  @PrimaryColumn('text')
  id: string;

  @Column('jsonb')
  title: Text;

  /** ISO 8601 durations before the start. */
  @Column('text', { name: 'reminder_rules', array: true })
  reminderRules: string[];

  @Column('integer')
  version: number;
}
