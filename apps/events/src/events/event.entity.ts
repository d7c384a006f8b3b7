import type { Event, Text } from '#contracts';
import { Column, Entity, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import { PartnerEntity } from '../partners/partner.entity.js';

/** What one host city holds, with its partner cities: `version` counts the changes of both. */
@Entity('events')
export class EventEntity implements Event {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'programme_id' })
  programmeId: string;

  @Column('text')
  slug: string;

  @Column('jsonb')
  title: Text;

  @Column('text', { name: 'host_city' })
  hostCity: string;

  /** Local days of the host city. */
  @Column('date', { name: 'starts_on' })
  startsOn: string;

  @Column('date', { name: 'ends_on' })
  endsOn: string;

  @Column('text')
  status: Event['status'];

  /** When it was first published; a cancelled event is shown to everybody only if it ever was. */
  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt: Date | null;

  @Column('integer')
  version: number;

  @OneToMany(() => PartnerEntity, (partner) => partner.event, { cascade: ['insert', 'update'] })
  partners: Relation<PartnerEntity>[];
}
