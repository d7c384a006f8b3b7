import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A city in the ledger of a programme, with what it began at, in units of libs/time (bigint comes as text). */
@Entity('ledger_accounts')
export class LedgerAccount {
  @PrimaryColumn('text', { name: 'programme_id' }) programmeId: string;
  @PrimaryColumn('text') city: string;
  @Column('bigint') opening: string;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Date;
}
