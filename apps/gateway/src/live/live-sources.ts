import { SessionSignalled, SlotCounted } from '#contracts';
import type { Signals } from '#platform';
import type { LiveEvent } from './live-event.js';

const MOST_REMEMBERED = 10_000;

/** Every signal that live views hear, and what they are told by it. */
export function listenToSignals(signals: Signals, tell: (event: LiveEvent) => void): void {
  const isNewest = newestOf();

  signals.listen(SlotCounted, ({ programmeId, isReleased, joinedByCity, at, ...slot }) => {
    // Two copies of the service count the same slot: what was read earlier may come later.
    if (!isNewest(slot.id, at)) return;
    tell({
      name: 'slot',
      programmeId,
      audience: isReleased ? 'public' : 'drafts',
      data: { programmeId, ...slot },
    });
    if (slot.joined === 0) return;
    const { id: slotId, sessionId, joined } = slot;
    tell({
      name: 'attendance',
      programmeId,
      audience: 'drafts',
      data: { programmeId, sessionId, slotId, joined, joinedByCity },
    });
  });

  signals.listen(SessionSignalled, (session) => {
    const audience = session.release === null ? 'drafts' : 'public';
    tell({ name: 'session', programmeId: session.programmeId, audience, data: session });
  });
}

/** Whether a reading is not older than the last of the same object that was taken. */
function newestOf(): (id: string, at: string) => boolean {
  const last = new Map<string, string>();
  return (id, at) => {
    const before = last.get(id);
    if (before !== undefined && at < before) return false;
    last.delete(id);
    last.set(id, at);
    // A Map keeps the order of insertion: the first is the oldest.
    if (last.size > MOST_REMEMBERED) last.delete(last.keys().next().value!);
    return true;
  };
}
