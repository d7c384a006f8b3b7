import type { Seat as SeatReply } from '#contracts';
import type { RequestContext } from '#platform';

/** Somebody wants a seat of this slot. */
export interface TakeCommand {
  readonly kind: 'take';
  readonly context: RequestContext;
  readonly slotId: string;
  readonly personId: string;
  readonly groupSize: number;
  /** Of an invitation, as it was sent. */
  readonly code?: string | undefined;
  /** Whether the session's owner has been asked after it seemed to be a draft. */
  readonly isRefreshed?: boolean;
}

/** Somebody gives a seat up. */
export interface CancelCommand {
  readonly kind: 'cancel';
  readonly context: RequestContext;
  readonly seatId: string;
}

/** What is decided under a slot's lock, together with what else waits for it. */
export type SeatCommand = TakeCommand | CancelCommand;

export interface TakeReply {
  readonly created: boolean;
  readonly seat: SeatReply;
}
export type SeatCommandReply = TakeReply | SeatReply;
