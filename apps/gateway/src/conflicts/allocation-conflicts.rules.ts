import { textIn, type Conflict, type GonePartner, type Session, type Slot } from '#contracts';

/** City slug → how it has left its event. */
export type GoneCities = ReadonlyMap<string, GonePartner['status']>;

/**
 * Seats that are still kept for cities which have declined the event or withdrawn from it, or are none of the programme's,
 * though nobody takes them.
 */
export function allocationConflicts(
  session: Session,
  slots: readonly Slot[],
  gone: GoneCities,
  programmeCities: readonly string[],
  now: number,
): Conflict[] {
  return slots
    .filter(({ sessionId, keptUntil }) => {
      return sessionId === session.id && (keptUntil === null || Date.parse(keptUntil) > now);
    })
    .flatMap(({ mode, allocations, keptUntil }) =>
      Object.entries(allocations).flatMap(([city, { reserved, taken }]): Conflict[] => {
        const why = whyNobodyComes(city, gone, programmeCities);
        if (!why || taken >= reserved) return [];
        const until = keptUntil === null ? '' : ` until ${keptUntil}`;
        return [
          {
            kind: 'partner',
            severity: 'warning',
            sessions: [session.id],
            detail: `The ${mode} seats of “${textIn(session.title)}” keep ${reserved - taken} for ${city}${until}, which ${why}.`,
            suggestion: {
              detail: `Leave ${city} out of “allocations”: those seats go to everybody, and those that are taken stay.`,
              session: session.id,
              needsMove: false,
            },
          },
        ];
      }),
    );
}

function whyNobodyComes(city: string, gone: GoneCities, programmeCities: readonly string[]): string | null {
  const status = gone.get(city);
  if (status) return `has ${status}`;
  return programmeCities.includes(city) ? null : 'is none of the cities of the programme';
}
