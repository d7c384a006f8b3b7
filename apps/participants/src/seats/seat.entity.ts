import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SeatStatus } from './seats.rules.js';

/** One person's (or group's) place in a slot. Written only under the slot's row lock. */
@Entity('seats')
export class Seat {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'slot_id' })
  slotId: string;

  /** Null: a place of a block that has no name yet. */
  @Column('text', { name: 'person_id', nullable: true })
  personId: string | null;

  @Column('text')
  status: SeatStatus;

  @Column('integer', { name: 'group_size' })
  groupSize: number;

  /** The person's city when they asked. */
  @Column('text', { nullable: true })
  city: string | null;

  /** The allocation it counts in; null: the shared pool, or none while waiting. */
  @Column('text', { name: 'allocation_city', nullable: true })
  allocationCity: string | null;

  @Column('integer', { name: 'queue_no', nullable: true })
  queueNo: number | null;

  /** Until when it is held or offered. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  /** How often somebody behind it in the queue was seated where it could have sat. */
  @Column('integer', { name: 'passed_over' })
  passedOver: number;

  /** The block of a city's delegation it is a place of, and which place, from 1. */
  @Column('text', { name: 'block_id', nullable: true })
  blockId: string | null;

  @Column('integer', { name: 'block_place', nullable: true })
  blockPlace: number | null;

  /** The code by which it was taken. */
  @Column('text', { name: 'code_id', nullable: true })
  codeId: string | null;

  /** Why it has its status. */
  @Column('text')
  cause: string;

  /** When the person checked in; a joined seat doesn't lapse. */
  @Column('timestamptz', { name: 'joined_at', nullable: true })
  joinedAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}
