import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who registered or was registered by an organizer. */
@Entity('persons')
export class Person {
  @PrimaryColumn('text')
  id: string;

  /** Lower case. */
  @Column('text')
  email: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  city: string | null;

  /** Chosen by the person; null follows their city. */
  @Column('text', { nullable: true })
  zone: string | null;

  @Column('text', { nullable: true })
  language: string | null;

  /** When a sign-in mail first proved that the address is theirs. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
