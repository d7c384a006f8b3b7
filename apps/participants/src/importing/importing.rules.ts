import { joinPath, type FieldError, type ImportCheck, type ProgrammeFile } from '#contracts';
import type { Occupancy } from '../seats/placement.rules.js';
import type { SlotMode } from '../slots/slot.entity.js';
import { isSameSettings, settingsErrors, whyTooSmall, type SlotSettings } from '../slots/slots.rules.js';

/** A slot as the file wants it. */
export interface WantedSlot {
  /** Where it stands in the file: `events[0].sessions[1].slots[0]`. */
  readonly path: string;
  /** Slugs. */
  readonly event: string;
  readonly session: string;
  readonly mode: SlotMode;
  readonly settings: SlotSettings;
}

/** A slot as it is. */
export interface ExistingSlot {
  readonly settings: SlotSettings;
  readonly occupancy: Occupancy;
}

/** Every slot of the file, in its order. */
export function slotsOf(file: ProgrammeFile): WantedSlot[] {
  return file.events.flatMap((event, eventIndex) =>
    event.sessions.flatMap((session, sessionIndex) =>
      session.slots.map(({ mode, capacity, allocations }, slotIndex) => ({
        path: joinPath('', ['events', eventIndex, 'sessions', sessionIndex, 'slots', slotIndex]),
        event: event.slug,
        session: session.slug,
        mode,
        settings: { capacity, allocations },
      })),
    ),
  );
}

/**
 * What is wrong with the slots of a file, all at once, and what they would change. What events finds, too, is said in
 * the same words: the same error at the same path is told once.
 * @param existing the slot there is for a wanted one, if any
 * @param unknownCities slugs that are cities neither of the network nor of the file
 */
export function checkSlots(
  wanted: readonly WantedSlot[],
  existing: (slot: WantedSlot) => ExistingSlot | undefined,
  unknownCities: readonly string[],
): ImportCheck {
  const errors: FieldError[] = [];
  const changes: ImportCheck['changes'] = [];
  const modes = new Set<string>();
  for (const slot of wanted) {
    errors.push(...settingsErrors(slot.settings, slot.path));
    errors.push(...citiesErrors(slot, unknownCities));
    const mode = JSON.stringify([slot.event, slot.session, slot.mode]);
    if (modes.has(mode)) {
      errors.push({
        path: joinPath(slot.path, ['mode']),
        message: `“${slot.mode}” stands here a second time`,
      });
    }
    modes.add(mode);

    const found = existing(slot);
    if (!found) {
      changes.push({ kind: 'create', noun: 'slot', path: slot.path });
    } else if (!isSameSettings(found.settings, slot.settings)) {
      const tooSmall = whyTooSmall(slot.settings, found.occupancy, slot.path);
      if (tooSmall) errors.push(tooSmall);
      changes.push({ kind: 'change', noun: 'slot', path: slot.path });
    }
  }
  return { errors, changes };
}

function citiesErrors({ path, settings }: WantedSlot, unknownCities: readonly string[]): FieldError[] {
  return Object.keys(settings.allocations)
    .filter((city) => unknownCities.includes(city))
    .map((city) => ({ path: joinPath(path, ['allocations', city]), message: `there is no city “${city}”` }));
}
