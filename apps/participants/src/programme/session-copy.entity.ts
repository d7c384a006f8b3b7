import type { SESSION_STATUSES } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is kept of a session: whose it is, who may see it, when it is. Owned by sessions. */
@Entity('sessions')
export class SessionCopy {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'programme_id' })
  programmeId: string;

  @Column('text', { name: 'event_id' })
  eventId: string;

  @Column('text')
  slug: string;

  @Column('text', { name: 'own_city' })
  ownCity: string;

  @Column('text')
  status: (typeof SESSION_STATUSES)[number];

  /** Whether a release has published it; also true of one that was cancelled afterwards. */
  @Column('boolean', { name: 'is_released' })
  isReleased: boolean;

  /** Null until placed; `zone` with it. */
  @Column('timestamptz', { name: 'starts_at', nullable: true })
  startsAt: Date | null;

  @Column('text', { nullable: true })
  zone: string | null;

  @Column('integer', { name: 'duration_minutes' })
  durationMinutes: number;

  @Column('integer')
  version: number;
}
