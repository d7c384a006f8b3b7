import type { FactDataOf, SeatsChanged } from '#contracts';
import type { Fact } from '#platform';
import type { SeatStatus, SessionNoticeKind } from './notice.js';

type SeatChange = FactDataOf<typeof SeatsChanged>['changes'][number];

/** A notice to one person, to be delivered. */
export interface SeatNotice {
  readonly notice: SessionNoticeKind;
  readonly personId: string;
  /** What makes it another one than the last of its kind: a seat may be cancelled and taken again. */
  readonly occasion: string | null;
}

const HAD_OR_WAITED = new Set<SeatStatus | null>(['held', 'confirmed', 'waiting', 'offered']);

/**
 * Who is to be told what, when seats have changed. Of what people did away with themselves they are told only what they
 * have in their calendars: a seat.
 */
export function noticesOfSeats(fact: Fact<typeof SeatsChanged>): SeatNotice[] {
  const { actor, data } = fact;
  return data.changes.flatMap((change): SeatNotice[] => {
    const notice = noticeOf(change, actor.kind === 'person' && actor.id === change.personId);
    if (!notice) return [];
    // Somebody with a seat in the room and one online hears once that the session is cancelled.
    const occasion = notice === 'session-cancelled' ? null : `${change.seatId} ${fact.id}`;
    return [{ notice, personId: change.personId, occasion }];
  });
}

function noticeOf({ from, to, cause }: SeatChange, isOwnDoing: boolean): SessionNoticeKind | null {
  // Its reader has come to another zone.
  if (from === to) return null;
  switch (to) {
    case 'confirmed':
      return from === 'waiting' ? 'seat-promoted' : 'seat-confirmed';
    case 'waiting':
      return from === null ? 'seat-waiting' : 'seat-back-to-waiting';
    case 'offered':
      return 'seat-offered';
    case 'expired':
      return 'seat-expired';
    case 'lapsed':
      return 'seat-lapsed';
    case 'held':
      return null;
    case 'cancelled':
      if (!HAD_OR_WAITED.has(from)) return null;
      if (cause === 'session-cancelled') return 'session-cancelled';
      if (!isOwnDoing) return 'seat-cancelled';
      return from === 'confirmed' ? 'seat-given-up' : null;
  }
}
