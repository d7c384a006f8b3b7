import type { GoneCity, Start } from '#contracts';
import {
  howLeft,
  leaversOf,
  leftBehind,
  leftSince,
  type Leaver,
  type Requiring,
} from '../scheduling/consent.rules.js';
import type { MoveBase } from './base.rules.js';
import { counted, type MoveContext, type MoveProcess } from './process.rules.js';

/**
 * Whose consent a move would need and does not, by what its sessions were when it was proposed and who is part of their
 * events now.
 */
export function leaversFrom(
  sessions: readonly { eventId: string; base: MoveBase; from: Start }[],
  partnersOf: (eventId: string) => Parameters<typeof leaversOf>[0],
): Leaver[] {
  return leftBehind(
    sessions.map(({ eventId, base }) => {
      const { status, parts, ownCity } = base as Omit<MoveBase, 'status' | 'parts'> & Requiring;
      return { status, parts, ownCity, gone: leaversOf(partnersOf(eventId)) };
    }),
  );
}

/**
 * The move with the cities that have left since they were asked: from now on as if they had not been. The very same when
 * there are none. Who comes back is asked by the next move.
 */
export function withoutLeavers(
  move: MoveProcess,
  { now, leavers }: Pick<MoveContext, 'now' | 'leavers'>,
): MoveProcess {
  const counting = counted(move);
  const left = leavers.filter(({ city }) => counting.includes(city)).map((leaver) => leftSince(leaver, now));
  return left.length === 0 ? move : { ...move, gone: [...move.gone, ...left] };
}

/** Whom it was decided without, as a sentence that follows another; empty when nobody has left. */
export function withoutWhom(gone: readonly GoneCity[]): string {
  if (gone.length === 0) return '';
  return ` Not counted on: ${gone.map(({ city, status }) => `${city}, which ${howLeft(status)}`).join('; ')}.`;
}
