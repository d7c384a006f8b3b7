import type { Partner, Text } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An event as events last published it: what a mail says of it. */
@Entity('event_copies')
export class EventCopy {
  @PrimaryColumn('text')
  id: string;

  @Column('jsonb')
  title: Text;

  @Column('text', { name: 'host_city' })
  hostCity: string;

  @Column('text', { name: 'programme_id', nullable: true })
  programmeId: string | null;

  /** Days of the host's calendar; null in a copy made before they were kept. */
  @Column('text', { name: 'starts_on', nullable: true })
  startsOn: string | null;

  @Column('text', { name: 'ends_on', nullable: true })
  endsOn: string | null;

  /** The cities that are asked to take part, and what they said. */
  @Column('jsonb')
  partners: Partner[];

  @Column('boolean', { name: 'is_cancelled' })
  isCancelled: boolean;

  /** Whether anybody can see it; one that is cancelled stays where it was seen. */
  @Column('boolean', { name: 'is_published' })
  isPublished: boolean;

  @Column('integer')
  version: number;
}
