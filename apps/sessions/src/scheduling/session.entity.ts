import {
  type Live,
  type Parts,
  type Session as SessionReply,
  type SessionState,
  type Start,
  type Text,
} from '#contracts';
import { formatInstant } from '#time';
import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import { EventCopy } from '../programme/event.entity.js';
import type { Booking } from './conflict.rules.js';
import { Place } from './place.entity.js';
import { leaversOf } from './consent.rules.js';
import type { SessionContent } from './session.rules.js';
import { Speaker } from './speaker.entity.js';

const MINUTE = 60_000;

/** A speaker's part in one session. */
@Entity('session_speakers')
export class SessionSpeaker {
  @PrimaryColumn('text', { name: 'session_id' }) sessionId: string;
  @PrimaryColumn('text', { name: 'speaker_id' }) speakerId: string;
  @Column('int') position: number;
  @Column('text') status: SessionReply['speakers'][number]['status'];

  @ManyToOne(() => Session, (session) => session.speakers, { orphanedRowAction: 'delete' })
  @JoinColumn({ name: 'session_id' })
  session: Relation<Session>;

  @ManyToOne(() => Speaker)
  @JoinColumn({ name: 'speaker_id' })
  speaker: Relation<Speaker>;
}

/** One item of an event's schedule. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'event_id' }) eventId: string;
  @Column('text', { name: 'programme_id' }) programmeId: string;
  @Column('text') slug: string;
  @Column('jsonb') title: Text;
  @Column('text') format: SessionReply['format'];
  @Column('text') purpose: SessionReply['purpose'];
  @Column('text', { array: true }) languages: string[];
  @Column('jsonb') parts: Parts;
  @Column('text') status: SessionReply['status'];
  /** Counts every change. */
  @Column('int') version: number;
  /** Counts what calendars must see (RFC 5545 section 3.8.7.4). */
  @Column('int') sequence: number;
  /** Counts changes of the instant; 0 until it is placed. */
  @Column('int', { name: 'time_version' }) timeVersion: number;
  /** Number of the release that first published it. */
  @Column('int', { nullable: true }) release: number | null;
  @Column('int', { name: 'duration_minutes' }) durationMinutes: number;
  @Column('jsonb', { name: 'placing_window', nullable: true }) window: SessionReply['window'];
  @Column('jsonb') relations: SessionReply['relations'];

  @Column('text', { name: 'start_local', nullable: true }) startLocal: string | null;
  @Column('text', { name: 'start_zone', nullable: true }) startZone: string | null;
  @Column('text', { name: 'start_offset', nullable: true }) startOffset: string | null;
  @Column('timestamptz', { name: 'starts_at', nullable: true }) startsAt: Date | null;
  @Column('text', { name: 'start_tzdb', nullable: true }) startTzdb: string | null;

  /** Why a required city bears more than its limit. */
  @Column('text', { name: 'burden_reason', nullable: true }) burdenReason: string | null;
  /** How many the meeting's provider lets in. */
  @Column('int', { name: 'meeting_capacity', nullable: true }) meetingCapacity: number | null;

  /** How it goes on its day; null before anybody said. */
  @Column('jsonb', { nullable: true }) live: Live | null;
  @Column('text', { name: 'recording_url', nullable: true }) recordingUrl: string | null;
  /** Where it meets; both are never public. */
  @Column('text', { name: 'meeting_url', nullable: true }) meetingUrl: string | null;
  @Column('text', { name: 'backup_url', nullable: true }) backupUrl: string | null;
  /** A name that nobody guesses, for a room of its own where no address is set. */
  @Column({ type: 'text', name: 'meeting_room', update: false }) meetingRoom: string;
  /** The start before the first announced delay. */
  @Column('jsonb', { name: 'agreed_start', nullable: true }) agreedStart: Start | null;
  /** The series that it is an occurrence of, and the wall time that the series' rule gives it. */
  @Column('text', { name: 'series_id', nullable: true }) seriesId: string | null;
  @Column('text', { nullable: true }) occurrence: string | null;
  /** Fields changed for it alone; a change of the whole series leaves them. */
  @Column('text', { name: 'series_exceptions', array: true }) seriesExceptions: string[];

  @ManyToOne(() => EventCopy)
  @JoinColumn({ name: 'event_id' })
  event: Relation<EventCopy>;

  @ManyToOne(() => Place, { nullable: true })
  @JoinColumn({ name: 'place_id' })
  place: Relation<Place> | null;

  @OneToMany(() => SessionSpeaker, (speaker) => speaker.session, { cascade: true })
  speakers: Relation<SessionSpeaker[]>;

  get start(): Start | null {
    if (this.startsAt === null) return null;
    return {
      local: this.startLocal!,
      zone: this.startZone!,
      offset: this.startOffset!,
      instant: formatInstant(this.startsAt),
      tzdb: this.startTzdb!,
    };
  }

  set start(start: Start | null) {
    this.startLocal = start?.local ?? null;
    this.startZone = start?.zone ?? null;
    this.startOffset = start?.offset ?? null;
    this.startsAt = start && new Date(start.instant);
    this.startTzdb = start?.tzdb ?? null;
  }

  /** Its start was agreed anew, so that a delay announced before says nothing any more. */
  forgetDelay(): void {
    this.agreedStart = null;
    if (this.live?.state === 'delayed') this.live = null;
  }

  get series(): SessionReply['series'] {
    if (this.seriesId === null) return null;
    return { id: this.seriesId, occurrence: this.occurrence!, exceptions: [...this.seriesExceptions] };
  }

  /** The city it takes place in: its place's, else the event's host city. */
  get ownCity(): string {
    return this.place?.city ?? this.event.hostCity;
  }

  /** A snapshot of what its readers see of it, for comparing before and after a change. */
  content(): SessionContent {
    return {
      title: this.title,
      format: this.format,
      purpose: this.purpose,
      languages: [...this.languages],
      place: this.place && placeOf(this.place),
      parts: { ...this.parts },
      speakers: this.speakers.map(({ speaker, status }) => ({
        id: speaker.id,
        slug: speaker.slug,
        name: speaker.name,
        city: speaker.city,
        status,
      })),
      start: this.start,
      durationMinutes: this.durationMinutes,
      window: this.window,
      relations: this.relations.map((relation) => ({ ...relation })),
      status: this.status,
      ownCity: this.ownCity,
      live: this.live,
      recordingUrl: this.recordingUrl,
      gone: leaversOf(this.event.partners),
    };
  }

  /** What it takes up while it is placed; nothing once it is cancelled. */
  booking(): Booking | null {
    if (this.startsAt === null || this.status === 'cancelled') return null;
    const startsAt = this.startsAt.getTime();
    return {
      id: this.id,
      title: this.title,
      startsAt,
      endsAt: startsAt + this.durationMinutes * MINUTE,
      start: { local: this.startLocal!, zone: this.startZone! },
      place: this.place,
      speakers: this.speakers.map(({ speaker }) => speaker),
    };
  }

  /** What other services know of it: no names of speakers (DESIGN section 5). */
  state(): SessionState {
    const { gone: _, ...content } = this.content();
    return {
      ...content,
      ...this.identity(),
      speakers: this.speakers.map(({ speaker }) => ({ id: speaker.id, city: speaker.city })),
      ownCity: this.ownCity,
    };
  }

  /** What is no part of the schedule that readers compare: changing it makes a new version, but no release. */
  besides() {
    const { meetingUrl, burdenReason, meetingCapacity } = this;
    return { meetingUrl, burdenReason, meetingCapacity };
  }

  /** Who it is and how often it has changed. */
  identity() {
    const { id, eventId, programmeId, slug, version, sequence, timeVersion, release } = this;
    const { series } = this;
    return { id, eventId, programmeId, slug, version, sequence, timeVersion, release, series };
  }
}

function placeOf({ id, slug, name, city, capacity }: Place): NonNullable<SessionReply['place']> {
  return { id, slug, name, city, capacity };
}
