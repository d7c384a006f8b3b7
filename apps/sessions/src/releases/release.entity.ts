import { formatInstant } from '#time';
import type { Release as ReleaseReply, ReleaseChange } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A published version of an event's schedule. Written once. */
@Entity('releases')
export class Release {
  @PrimaryColumn('text', { name: 'event_id' }) eventId: string;
  @PrimaryColumn('int') number: number;
  @Column('timestamptz') at: Date;
  @Column('jsonb') changes: ReleaseChange[];

  reply(): ReleaseReply {
    const { eventId, number, at, changes } = this;
    return { eventId, number, at: formatInstant(at), changes };
  }
}
