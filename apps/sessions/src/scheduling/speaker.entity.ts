import type { Availability } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who speaks at one event; which sessions, and whether they will, is in session_speakers. */
@Entity('speakers')
export class Speaker {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'event_id' }) eventId: string;
  @Column('text') slug: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) city: string | null;
  /** On the clocks of their city, else of the event's; null: at any time. */
  @Column('jsonb', { nullable: true }) availability: Availability | null;
}
