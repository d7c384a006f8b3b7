import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change proposal, a question of times, a warning or a delegation's block, as its owner last published it. */
@Entity('matter_copies')
export class MatterCopy {
  @PrimaryColumn('text')
  kind: 'move' | 'poll' | 'series' | 'block';

  /** Of the proposal or the question; of the fact that warned. */
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'programme_id' })
  programmeId: string;

  @Column('integer')
  version: number;

  /** The fact's data; its shape is the contract's. */
  @Column('jsonb')
  data: unknown;
}
