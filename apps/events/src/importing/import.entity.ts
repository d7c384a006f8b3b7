import type { ProgrammeFile, ProgrammeImport } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A programme file that was taken in, and how far its owners have applied it. */
@Entity('imports')
export class ImportEntity implements ProgrammeImport {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'programme_id' })
  programmeId: string;

  /** As `actorKey` writes it. */
  @Column('text', { name: 'started_by' })
  startedBy: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('boolean')
  release: boolean;

  @Column('jsonb')
  file: ProgrammeFile;

  @Column('text')
  status: ProgrammeImport['status'];

  @Column('jsonb')
  applied: ProgrammeImport['applied'];

  @Column('text', { nullable: true })
  error: string | null;
}
