import { textIn, type Conflict, type Session, type Slot } from '#contracts';

type Finding = Pick<Conflict, 'severity' | 'detail'> & { remedy: string };

/** Slots whose capacity lies below the seats taken, or above what the place or the meeting's provider takes. */
export function capacityConflicts(sessions: readonly Session[], slots: readonly Slot[]): Conflict[] {
  return sessions.flatMap((session) =>
    slots
      .filter((slot) => slot.sessionId === session.id)
      .flatMap((slot) => findingsOf(session, slot))
      .map(({ severity, detail, remedy }) => ({
        kind: 'capacity' as const,
        severity,
        sessions: [session.id],
        detail,
        suggestion: { detail: remedy, session: session.id, needsMove: false },
      })),
  );
}

function findingsOf(session: Session, slot: Slot): Finding[] {
  const { mode, capacity } = slot;
  const taken = slot.held + slot.confirmed + slot.offered;
  const seats = `The ${mode} seats of “${textIn(session.title)}” (${session.start?.local ?? 'unplaced'} ${session.start?.zone ?? ''})`;
  const findings: Finding[] = [];
  if (capacity !== null && taken > capacity) {
    findings.push({
      severity: 'error',
      detail: `${seats} are ${capacity}, and ${taken} are taken.`,
      remedy: `Raise the capacity to ${taken}, or send the last ${taken - capacity} back to the queue.`,
    });
  }
  const room = roomOf(session, mode);
  if (!room) return findings;
  if (taken > room.holds) {
    findings.push({
      severity: 'error',
      detail: `${seats}: ${taken} are taken, and ${room.name} holds ${room.holds}.`,
      remedy: `${room.larger} for at least ${taken}.`,
    });
  } else if (capacity === null || capacity > room.holds) {
    findings.push({
      severity: 'warning',
      detail: `${seats} are ${capacity ?? 'open to all'}, and ${room.name} holds ${room.holds}.`,
      remedy: `Set the capacity to ${room.holds}, or ${room.larger.toLowerCase()}.`,
    });
  }
  return findings;
}

/** What people of a mode come into, where somebody has said how many it holds. */
function roomOf({ place, meetingCapacity }: Session, mode: Slot['mode']) {
  if (mode === 'online') {
    const holds = meetingCapacity ?? null;
    return holds === null ? null : { holds, name: 'the meeting', larger: 'Take a larger meeting' };
  }
  if (place === null || place.capacity === null) return null;
  return { holds: place.capacity, name: `“${place.name}” (${place.city})`, larger: 'Take a larger place' };
}
