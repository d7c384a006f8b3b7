import type { Live, SessionState, Text } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A session as sessions last published it, and the row that everything about its people is locked by.
 * Version 0: known by its id only, because a seat's fact overtook the session's.
 */
@Entity('session_copies')
export class SessionCopy {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'programme_id', nullable: true })
  programmeId: string | null;

  @Column('text', { name: 'event_id', nullable: true })
  eventId: string | null;

  @Column('jsonb')
  title: Text;

  @Column('text')
  status: SessionState['status'];

  @Column('jsonb', { nullable: true })
  start: SessionState['start'];

  @Column('integer', { name: 'duration_minutes' })
  durationMinutes: number;

  /** Name of the room or place; null when there is none. */
  @Column('text', { name: 'place_name', nullable: true })
  placeName: string | null;

  /** Slug of the place's city, else of the event's host. */
  @Column('text', { name: 'own_city', nullable: true })
  ownCity: string | null;

  /** Ids of those who speak, in order. */
  @Column('text', { array: true })
  speakers: string[];

  /** Slugs of the cities with a part in it. */
  @Column('text', { array: true })
  cities: string[];

  /** The start before the last change of when it starts or ends; null when neither has ever changed. */
  @Column('timestamptz', { name: 'previous_start', nullable: true })
  previousStart: Date | null;

  /** The end before the same change. */
  @Column('timestamptz', { name: 'previous_end', nullable: true })
  previousEnd: Date | null;

  /** How it goes on its day; null before. */
  @Column('jsonb', { nullable: true })
  live: Live | null;

  /** The delay that was announced last of its start as it is; stays when the day goes on otherwise. */
  @Column('jsonb', { nullable: true })
  delay: { minutes: number; reason: string | null } | null;

  @Column('text', { name: 'recording_url', nullable: true })
  recordingUrl: string | null;

  @Column('integer')
  sequence: number;

  @Column('integer', { name: 'time_version' })
  timeVersion: number;

  @Column('integer')
  version: number;
}

/** What of a session says what it belongs to, and who has to do with it. */
export type Whose = Pick<SessionCopy, 'id' | 'programmeId' | 'eventId' | 'speakers' | 'cities'>;

/** From when until when something takes place. */
export interface Span {
  readonly start: Date;
  readonly end: Date;
}

/** When a session takes place; null without a start. */
export function spanOf({
  start,
  durationMinutes,
}: Pick<SessionCopy, 'start' | 'durationMinutes'>): Span | null {
  if (!start) return null;
  const startsAt = Date.parse(start.instant);
  return { start: new Date(startsAt), end: new Date(startsAt + durationMinutes * 60_000) };
}

/** When it took place before the last change of that; null when it never changed. */
export function previousSpanOf({ previousStart, previousEnd }: SessionCopy): Span | null {
  return previousStart && previousEnd && { start: previousStart, end: previousEnd };
}
