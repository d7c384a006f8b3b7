import type { Partner } from '#contracts';
import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  type ValueTransformer,
} from 'typeorm';
import type { EventEntity } from '../events/event.entity.js';

/** Kept as the contract's text; null only in the empty half of an outer join. */
const AS_INSTANT: ValueTransformer = {
  to: (instant: string) => instant,
  from: (date: Date | null) => date && date.toISOString(),
};

/** Another city's part in an event. */
@Entity('partners')
export class PartnerEntity implements Partner {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'event_id' })
  eventId: string;

  // By name: the two classes must not import each other at run time.
  @ManyToOne<EventEntity>('EventEntity', (event) => event.partners)
  @JoinColumn({ name: 'event_id' })
  event?: Relation<EventEntity>;

  @Column('text')
  city: string;

  /** What the organizer offered; an answer narrows it. */
  @Column('text', { name: 'offered_modes', array: true })
  offeredModes: Partner['modes'];

  @Column('text', { array: true })
  modes: Partner['modes'];

  @Column('text')
  status: Partner['status'];

  @Column('timestamptz', { name: 'respond_by', transformer: AS_INSTANT })
  respondBy: string;

  /** Whether more time was given, which happens at most once. */
  @Column('boolean')
  extended: boolean;

  @Column('text', { nullable: true })
  note: string | null;
}
