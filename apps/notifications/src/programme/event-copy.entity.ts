import type { Text } from '#contracts';
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

  @Column('integer')
  version: number;
}
