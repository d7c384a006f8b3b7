import type { Role } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role given to a person; the same role of the same object is one row. */
@Entity('grants')
export class Grant {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'person_id' })
  personId: string;

  @Column('text')
  role: Role;

  @Column('text', { name: 'programme_id', nullable: true })
  programmeId: string | null;

  @Column('text', { nullable: true })
  city: string | null;

  /** The actor's key, or `make-admin`. */
  @Column('text', { name: 'given_by' })
  givenBy: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
