import type { OnGap, Parts, Series as SeriesReply, Session, StartInput, Text } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an occurrence begins with, besides title, length and start. Place and speakers by id. */
export interface OccurrenceTemplate {
  format: Session['format'];
  purpose: Session['purpose'];
  languages: string[];
  parts: Parts;
  place: string | null;
  speakers: string[];
  meetingUrl: string | null;
}

/** A session that repeats; changed under the lock of its event, as sessions are. */
@Entity('series')
export class Series {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'event_id' }) eventId: string;
  @Column('text', { name: 'programme_id' }) programmeId: string;
  @Column('text') status: SeriesReply['status'];
  @Column('int') version: number;
  @Column('jsonb') title: Text;
  @Column('int', { name: 'duration_minutes' }) durationMinutes: number;
  @Column('jsonb') start: StartInput;
  @Column('text') rule: string;
  @Column('text', { array: true }) exclude: string[];
  @Column('text', { array: true }) include: string[];
  @Column('text', { name: 'on_gap', nullable: true }) onGap: OnGap | null;
  @Column('text', { array: true }) skipped: string[];
  @Column('text', { name: 'without_effect', array: true }) withoutEffect: string[];
  @Column('jsonb') template: OccurrenceTemplate;
  /** What the slugs of its occurrences begin with. */
  @Column('text') slug: string;
  @Column('int', { name: 'last_number' }) lastNumber: number;
}
