import { allows, type Actor } from '#contracts';

/** Whether the actor may see what of this programme is not published yet. */
export function maySeeDrafts(actor: Actor, programmeId: string): boolean {
  return allows(actor, 'draft.read', { programmeId });
}

/** The programmes whose drafts the actor may see, for a query's WHERE; admins and services see all. */
export function programmesWithVisibleDrafts(actor: Actor): 'all' | string[] {
  if (allows(actor, 'draft.read')) return 'all';
  if (actor.kind !== 'person') return [];
  const granted = actor.grants.flatMap(({ programmeId }) => programmeId ?? []);
  return [...new Set(granted)].filter((programmeId) => maySeeDrafts(actor, programmeId));
}
