import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One mailed sign-in link: good once, until it expires. Its token is derived from its id and never stored. */
@Entity('sign_ins')
export class SignIn {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'person_id' })
  personId: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt: Date | null;
}
