import type { AskedCity, GoneCity, Move as MoveReply, MoveAnswer, MoveEffects } from '#contracts';
import { formatInstant } from '#time';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlannedMove } from './plan.rules.js';
import { awaited, type MoveProcess, type MoveStatus } from './process.rules.js';

/** A proposed change of times, with what it was proposed for. Its row is locked after its events' rows. */
@Entity('moves')
export class Move {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'programme_id' }) programmeId: string;
  @Column('text', { name: 'event_ids', array: true }) eventIds: string[];
  @Column('text', { name: 'session_ids', array: true }) sessionIds: string[];
  @Column('text') status: MoveStatus;
  /** Counts what is told of it. */
  @Column('int') version: number;
  @Column('text') reason: string;
  @Column('text', { name: 'proposed_by' }) proposedBy: string;
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt: Date;
  @Column('timestamptz') deadline: Date;
  @Column('timestamptz', { name: 'remind_at' }) remindAt: Date;
  @Column('timestamptz', { name: 'reminded_at', nullable: true }) remindedAt: Date | null;
  @Column('jsonb') sessions: PlannedMove[];
  @Column('jsonb') asked: AskedCity[];
  @Column('jsonb') gone: GoneCity[];
  @Column('jsonb') effects: MoveEffects;
  @Column('jsonb') answers: Record<string, MoveAnswer>;
  @Column('jsonb', { nullable: true }) decision: MoveReply['decision'];
  @Column('jsonb', { nullable: true }) outcome: MoveReply['outcome'];

  process(): MoveProcess {
    const { status, asked, gone, answers, deadline, remindAt, remindedAt, decision, outcome } = this;
    return { status, asked, gone, answers, deadline, remindAt, remindedAt, decision, outcome };
  }

  /** Takes over what a step has made of it. */
  take({ status, gone, answers, remindedAt, decision, outcome }: MoveProcess): void {
    Object.assign(this, { status, gone, answers, remindedAt, decision, outcome });
  }

  reply(): MoveReply {
    const { id, programmeId, status, version, reason, proposedBy, asked, gone, effects, answers } = this;
    return {
      id,
      programmeId,
      status,
      version,
      reason,
      proposedBy,
      proposedAt: formatInstant(this.proposedAt),
      sessions: this.sessions.map(({ base: _, ...session }) => session),
      asked,
      gone,
      deadline: formatInstant(this.deadline),
      remindAt: formatInstant(this.remindAt),
      effects,
      answers,
      awaiting: awaited(this),
      remindedAt: this.remindedAt && formatInstant(this.remindedAt),
      decision: this.decision,
      outcome: this.outcome,
    };
  }
}
