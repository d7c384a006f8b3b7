import type { Programme, Text } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A series of events over time, with the cities that take part in it and its policies. */
@Entity('programmes')
export class ProgrammeEntity implements Programme {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  slug: string;

  @Column('jsonb')
  title: Text;

  @Column('jsonb', { nullable: true })
  description: Text | null;

  @Column('text', { array: true })
  cities: string[];

  @Column('jsonb', { name: 'move_policy' })
  movePolicy: Programme['movePolicy'];

  @Column('jsonb', { name: 'offer_policy' })
  offerPolicy: Programme['offerPolicy'];

  @Column('text', { name: 'reminder_rules', array: true })
  reminderRules: string[];

  /** Whether one of its events has been published; stays true when that event is cancelled, which people must see. */
  @Column('boolean')
  published: boolean;

  @Column('integer')
  version: number;
}
