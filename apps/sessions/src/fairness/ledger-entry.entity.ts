import type { LedgerLine } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One entry of the ledger, written once. Burdens in units of libs/time (bigint comes as text). */
@Entity('ledger_entries')
export class LedgerEntry {
  @PrimaryColumn('bigint', { generated: 'identity' }) id: string;
  @Column('text', { name: 'programme_id' }) programmeId: string;
  @Column('text', { name: 'session_id' }) sessionId: string;
  @Column('text') city: string;
  @Column('text') kind: LedgerLine['kind'];
  /** What the line of this session and city is from now on; null when it is reversed. */
  @Column('bigint', { nullable: true }) burden: string | null;
  /** What that adds to the city's total. */
  @Column('bigint') change: string;
  @Column('timestamptz', { name: 'entered_at' }) enteredAt: Date;
}
