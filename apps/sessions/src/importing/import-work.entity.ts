import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An import that has started and whose sessions are not applied yet. The row goes when they are. */
@Entity('import_work')
export class ImportWork {
  /** As events gave it. */
  @PrimaryColumn('text', { name: 'import_id' }) importId: string;
  /** Of the request that started the import, so that logs can be followed to here. */
  @Column('text') traceparent: string;
  @Column('int', { default: 0 }) tries: number;
  /** By the service's clock; not tried before. */
  @Column('timestamptz', { name: 'due_at' }) dueAt: Date;
  @Column('text', { name: 'last_error', nullable: true }) lastError: string | null;
}
