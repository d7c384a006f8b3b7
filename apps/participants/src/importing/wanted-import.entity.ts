import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An import whose slots are still to be made, or were. */
@Entity('wanted_imports')
export class WantedImport {
  /** The import's id, as events gave it. */
  @PrimaryColumn('text')
  id: string;

  /** Of the request that started the import, so that logs can be followed to here. */
  @Column('text')
  traceparent: string;

  @Column('integer')
  tries: number;

  /** Not to be tried before; real time. */
  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt: Date | null;
}
