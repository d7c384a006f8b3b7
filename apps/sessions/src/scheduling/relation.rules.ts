import { invalidFields, type FieldError, type RelationInput, type Session } from '#contracts';

export type SessionRelation = Session['relations'][number];

/** A session as relations see it: with the earlier ones it points at. */
export interface RelatedSession {
  id: string;
  slug: string;
  eventId: string;
  /** Ids. */
  earlier: readonly string[];
}

/**
 * Relations with the earlier sessions' ids in place of slugs.
 * @param programme the sessions of the programme
 * @throws RuleViolation `validation.failed` for sessions that don't exist, cycles, and numbers of another kind
 */
export function resolveRelations(
  inputs: readonly RelationInput[],
  self: { id: string; eventId: string },
  programme: readonly RelatedSession[],
): SessionRelation[] {
  const errors: FieldError[] = [];
  const earlier = new Map(programme.map((session) => [session.id, session.earlier]));
  const relations = inputs.map((input, index) => {
    const path = `relations[${index}]`;
    errors.push(...misplacedNumbers(input, path));
    const found =
      programme.find((session) => session.id === input.session) ??
      programme.find((session) => session.slug === input.session && session.eventId === self.eventId);
    if (!found) {
      errors.push({
        path: `${path}.session`,
        message: `there is no session “${input.session}” in this event`,
      });
    } else if (leadsTo(found.id, self.id, (id) => earlier.get(id) ?? [])) {
      errors.push({ path: `${path}.session`, message: 'would make the session come after itself' });
    }
    return { ...input, session: found?.id ?? input.session };
  });
  if (errors.length > 0) throw invalidFields(errors);
  return relations;
}

/** Whether following relations from one session arrives at another (or starts there). */
export function leadsTo(from: string, to: string, earlier: (session: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let session = open.pop(); session !== undefined; session = open.pop()) {
    if (session === to) return true;
    if (seen.has(session)) continue;
    seen.add(session);
    open.push(...earlier(session));
  }
  return false;
}

/** A gap belongs to `follows` and an overlap to `continues` (DESIGN section 2). */
export function misplacedNumbers(
  relation: Pick<RelationInput, 'kind' | 'gapMinutes' | 'overlapMinutes'>,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (relation.gapMinutes !== undefined && relation.kind !== 'follows') {
    errors.push({ path: `${path}.gapMinutes`, message: 'is only for “follows”' });
  }
  if (relation.overlapMinutes !== undefined && relation.kind !== 'continues') {
    errors.push({ path: `${path}.overlapMinutes`, message: 'is only for “continues”' });
  }
  return errors;
}
