import type { Event, Partner } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type PartnerCopy = Pick<Partner, 'city' | 'modes' | 'status'>;

/** What a schedule needs of an event. Its row is the lock of the event's schedule. */
@Entity('events')
export class EventCopy {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'programme_id' }) programmeId: string;
  @Column('text', { name: 'host_city' }) hostCity: string;
  @Column('text') status: Event['status'];
  @Column('jsonb') partners: PartnerCopy[];
  @Column('int') version: number;
}
