import type { Plan as PlanReply, PlanClash, PlanProgress, PlanProposal, PlanStatus } from '#contracts';
import { formatInstant } from '#time';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A placing of sessions that is computed, proposed, and applied or discarded whole. */
@Entity('plans')
export class Plan {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'programme_id' }) programmeId: string;
  /** Null for a plan of the whole programme. */
  @Column('text', { name: 'event_id', nullable: true }) eventId: string | null;
  @Column('text') status: PlanStatus;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
  /** Versions of the sessions it was computed from, by id. */
  @Column('jsonb') frozen: Record<string, number>;
  @Column('jsonb', { nullable: true }) progress: PlanProgress | null;
  @Column('jsonb', { nullable: true }) proposal: PlanProposal | null;
  @Column('jsonb', { nullable: true }) clash: PlanClash | null;
  @Column('text', { nullable: true }) failure: string | null;
  /** Until then the process that computes it lives; by the real clock. */
  @Column('timestamptz', { name: 'lease_until', nullable: true }) leaseUntil: Date | null;

  reply(): PlanReply {
    const { id, programmeId, eventId, status, progress, proposal, clash, failure } = this;
    return {
      id,
      programmeId,
      eventId,
      status,
      startedAt: formatInstant(this.startedAt),
      finishedAt: this.finishedAt && formatInstant(this.finishedAt),
      progress,
      proposal,
      clash,
      failure,
    };
  }
}

/** An event whose sessions a running plan is about. */
@Entity('plan_runs')
export class PlanRun {
  @PrimaryColumn('text', { name: 'event_id' }) eventId: string;
  @Column('text', { name: 'plan_id' }) planId: string;
}
