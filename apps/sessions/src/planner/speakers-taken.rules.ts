import { resourceKey } from '../conflicts/resource-key.rules.js';
import type { Session } from '../scheduling/session.entity.js';

/** Somebody whom a session takes up, by the key that is the same in every event of the programme. */
export interface TakenSpeaker {
  readonly id: string;
  readonly name: string;
}

/**
 * Whom each session takes up, by its id. Sessions that are simulcast share their speakers on purpose: of two, the longer
 * takes them, and as both start together it takes them for all of the shorter.
 */
export function speakersTaken(sessions: readonly Session[]): Map<string, TakenSpeaker[]> {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const taken = new Map(sessions.map((session) => [session.id, speakersOf(session)]));
  for (const later of sessions) {
    for (const { kind, session: id } of later.relations) {
      const earlier = byId.get(id);
      if (kind !== 'simulcast' || !earlier || !canStartTogether(earlier, later)) continue;
      const [short, long] =
        earlier.durationMinutes < later.durationMinutes ? [earlier, later] : [later, earlier];
      const shared = new Set(speakersOf(long).map((speaker) => speaker.id));
      taken.set(
        short.id,
        taken.get(short.id)!.filter((speaker) => !shared.has(speaker.id)),
      );
    }
  }
  return taken;
}

function speakersOf({ speakers }: Session): TakenSpeaker[] {
  return speakers
    .filter(({ status }) => status !== 'declined')
    .map(({ speaker }) => ({ id: resourceKey('speaker', speaker), name: speaker.name }));
}

/** Two that stand apart already, and stay there, are not at the same time whatever their relation says. */
function canStartTogether(a: Session, b: Session): boolean {
  const isOpen = ({ status, startsAt }: Session) => status === 'draft' || startsAt === null;
  return isOpen(a) || isOpen(b) || a.startsAt!.getTime() === b.startsAt!.getTime();
}
