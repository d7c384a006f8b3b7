import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A signed-in browser or script. Its bearer token is derived from its id and never stored. */
@Entity('logins')
export class Login {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'person_id' })
  personId: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
