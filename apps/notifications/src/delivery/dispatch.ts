import type { SessionNoticeKind } from '../notices/notice.js';

/** One notice to many people of a session: its recipients are asked for page by page after commit. */
export interface Dispatch {
  readonly id: string;
  readonly notice: SessionNoticeKind;
  readonly sessionId: string;
  /** Of the reminder that fires, and of its planning. */
  readonly reminderId: string | null;
  readonly generation: number | null;
  readonly rule: string | null;
  readonly zone: string | null;
  /** Only people whose seat is older. */
  readonly seatBefore: Date | null;
  readonly timeVersion: number;
  /** Cursor after the last page whose deliveries are written. */
  readonly after: string | null;
  readonly attempts: number;
}
