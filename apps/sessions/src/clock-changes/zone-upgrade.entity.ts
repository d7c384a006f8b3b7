import type { BrokenRelation, RezonedSession } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { z } from 'zod';

/** Every session to come read again by a newer tzdb, in batches; unfinished while some are left. */
@Entity('zone_upgrades')
export class ZoneUpgradeRow {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'tzdb_from' }) from: string;
  @Column('text', { name: 'tzdb_to' }) to: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
  @Column('int') checked: number;
  @Column('int') moved: number;
  @Column('int') settled: number;
  @Column('jsonb', { name: 'broken_relations' }) brokenRelations: z.infer<typeof BrokenRelation>[];
}

/** A session whose start is another by the newer tzdb. Written once. */
@Entity('rezoned_sessions')
export class RezonedSessionRow {
  @PrimaryColumn('text', { name: 'upgrade_id' }) upgradeId: string;
  @PrimaryColumn('text', { name: 'session_id' }) sessionId: string;
  @Column('jsonb') from: RezonedSession['from'];
  @Column('jsonb') to: RezonedSession['to'];
  @Column('text', { nullable: true }) settled: RezonedSession['settled'];
}
