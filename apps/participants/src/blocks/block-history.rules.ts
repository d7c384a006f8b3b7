import type { BlockHistoryEntry, BlockPlace } from '#contracts';
import type { SeatCause } from '../seats/seats.rules.js';
import type { KeptPlace, PlaceLogEntry } from './blocks.queries.js';

/** So much of a block's history is told. */
export const MOST_TOLD = 200;

/** What became of one place, in words; of what is not here, that it ended. */
const WORDS: Partial<Record<SeatCause, (place: string) => string>> = {
  named: (place) => `${place} got a name.`,
  substituted: (place) => `${place} went to a substitute.`,
  cancelled: (place) => `${place} was given up by its delegate.`,
  swapped: (place) => `${place} was given up by its delegate for a seat of another session.`,
  withdrawn: (place) => `${place} had its name taken out.`,
  returned: (place) => `${place} is kept again: another name may come.`,
  'session-cancelled': (place) => `${place} ended: the session was cancelled.`,
};

/** What happened to a block in words, oldest first. What befell many places at one moment is told once. */
export function tellBlock(
  block: { size: number; city: string; createdAt: Date },
  log: readonly PlaceLogEntry[],
): BlockHistoryEntry[] {
  const kept = `${places(block.size)} kept for the delegation of ${block.city}.`;
  const told: BlockHistoryEntry[] = [
    {
      ...{ at: block.createdAt.toISOString(), place: null, to: 'held', cause: 'blocked' },
      ...{ participantId: null, text: kept },
    },
  ];
  const released = new Map<string, PlaceLogEntry[]>();
  for (const entry of log) {
    const at = entry.at.toISOString();
    if (entry.cause !== 'released') {
      const place = `Place ${entry.place}`;
      const text = WORDS[entry.cause]?.(place) ?? `${place} ended.`;
      told.push({ ...entry, at, text });
      continue;
    }
    const together = released.get(at);
    if (together) together.push(entry);
    else released.set(at, [entry]);
  }
  for (const [at, { length }] of released) {
    const text = `${places(length)} without a name and fell free.`;
    told.push({ at, place: null, to: 'expired', cause: 'released', participantId: null, text });
  }
  return told.sort((one, other) => one.at.localeCompare(other.at)).slice(-MOST_TOLD);
}

/** Every place of a block, from 1. */
export function placesOf(size: number, kept: readonly KeptPlace[]): BlockPlace[] {
  const byPlace = new Map(kept.map((one) => [one.place, one]));
  return Array.from({ length: size }, (_, index) => placeOf(index + 1, byPlace.get(index + 1)));
}

export function placeOf(place: number, kept: KeptPlace | undefined): BlockPlace {
  if (!kept) return { place, state: 'gone', seatId: null, participantId: null, name: null };
  const { seatId, participantId, name } = kept;
  if (participantId === null) return { place, state: 'free', seatId: null, participantId, name };
  return { place, state: 'named', seatId, participantId, name };
}

const places = (count: number) => (count === 1 ? '1 place was' : `${count} places were`);
