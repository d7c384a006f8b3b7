import { joinPath, type FieldError } from '#contracts';
import type { Occupancy } from '../seats/placement.rules.js';
import type { SlotMode } from './slot.entity.js';

const HOUR_MS = 3_600_000;
/** Allocations are kept until so long before the start unless said otherwise (DESIGN section 10). */
export const KEPT_UNTIL_HOURS_BEFORE = 48;

/** What an organizer decides about a slot. */
export interface SlotSettings {
  /** Null is open to all. */
  readonly capacity: number | null;
  /** City slug → seats kept for it. */
  readonly allocations: Readonly<Record<string, number>>;
}

/** Until when unused allocations are kept; null while the session has no start and none was said. */
export function keptUntil(slot: { keptUntil: Date | null }, session: { startsAt: Date | null }): Date | null {
  if (slot.keptUntil) return slot.keptUntil;
  return session.startsAt && new Date(session.startsAt.getTime() - KEPT_UNTIL_HOURS_BEFORE * HOUR_MS);
}

/** What is wrong with keeping allocations until then: it has to lie ahead, and not beyond the start. */
export function keptUntilErrors(said: Date, session: { startsAt: Date | null }, now: Date): FieldError[] {
  const path = 'keptUntil';
  if (said <= now) return [{ path, message: 'must be in the future' }];
  if (!session.startsAt || said <= session.startsAt) return [];
  return [{ path, message: `must not be after the start of the session, ${session.startsAt.toISOString()}` }];
}

interface SlotNumbers {
  readonly capacity: number | null;
  readonly held: number;
  readonly confirmed: number;
  readonly offered: number;
  readonly keptUntil: Date | null;
}
interface AllocationNumbers {
  readonly city: string;
  readonly reserved: number;
  readonly taken: number;
}

/** The settings of a slot as it is. */
export function settingsOf(
  { capacity }: Pick<SlotNumbers, 'capacity'>,
  allocations: readonly AllocationNumbers[],
): SlotSettings {
  return {
    capacity,
    allocations: Object.fromEntries(allocations.map(({ city, reserved }) => [city, reserved])),
  };
}

/** How full a slot is. */
export function occupancyOf(
  slot: SlotNumbers,
  allocations: readonly AllocationNumbers[],
  session: { startsAt: Date | null },
  now: Date,
): Occupancy {
  const until = keptUntil(slot, session);
  return {
    capacity: slot.capacity,
    taken: slot.held + slot.confirmed + slot.offered,
    allocations: Object.fromEntries(
      allocations.map(({ city, reserved, taken }) => [city, { reserved, taken }]),
    ),
    isKept: until === null || now < until,
  };
}

/** What is wrong with the settings in themselves, with paths below `path`. */
export function settingsErrors({ capacity, allocations }: SlotSettings, path = ''): FieldError[] {
  const cities = Object.keys(allocations);
  const at = joinPath(path, ['allocations']);
  if (capacity === null) {
    if (cities.length === 0) return [];
    return [{ path: at, message: 'must be empty: a slot that is open to all keeps no seats for anybody' }];
  }
  const sum = Object.values(allocations).reduce((total, reserved) => total + reserved, 0);
  if (sum <= capacity) return [];
  return [{ path: at, message: `must sum to at most the capacity of ${capacity}; they sum to ${sum}` }];
}

/** What is wrong with letting seats lapse: nobody checks in to a place, and all who sit there would lose their seats. */
export function lapseError(mode: SlotMode, lapse: boolean | undefined): FieldError | null {
  if (!lapse || mode === 'online') return null;
  return { path: 'lapse', message: 'must be false: only online seats are joined, and so known to be empty' };
}

/**
 * Why these settings are too small for the seats already taken; null when they are not. An allocation that is left out
 * is never too small: its seats go over to the shared pool.
 * @returns the path of the field below `path` and what would be right
 */
export function whyTooSmall(settings: SlotSettings, now: Occupancy, path = ''): FieldError | null {
  if (settings.capacity !== null && settings.capacity < now.taken) {
    return {
      path: joinPath(path, ['capacity']),
      message: `must be at least ${now.taken}, the seats that are taken; it is ${settings.capacity}`,
    };
  }
  for (const [city, { taken }] of Object.entries(now.allocations)) {
    const reserved = settings.allocations[city];
    if (reserved !== undefined && reserved < taken) {
      return {
        path: joinPath(path, ['allocations', city]),
        message: `must be at least ${taken}, the seats taken of it; it is ${reserved}`,
      };
    }
  }
  return null;
}

/** Whether the settings say what is already so. */
export function isSameSettings(a: SlotSettings, b: SlotSettings): boolean {
  const cities = new Set([...Object.keys(a.allocations), ...Object.keys(b.allocations)]);
  return (
    a.capacity === b.capacity && [...cities].every((city) => a.allocations[city] === b.allocations[city])
  );
}
