import { RuleViolation, type Shift } from '#contracts';
import { startInput } from '../scheduling/start.rules.js';

/** What the caller of a change said about its relations. */
export interface RelationChoice {
  readonly allowConflicts?: boolean | undefined;
  readonly withRelated?: boolean | undefined;
}

/**
 * Refuses a change of time that breaks a relation, unless its caller wants that, or wants to move along what it drags.
 * @throws RuleViolation `relation.broken` with `{relations, shift}`; `move.required` with `{cities, propose}`, a
 *   request that proposes all of it, when what is dragged along is agreed with other cities
 */
export function checkRelations(
  { shift, breaksRelation }: { shift: Shift; breaksRelation: boolean },
  { allowConflicts = false, withRelated = false }: RelationChoice,
): void {
  if (!withRelated) {
    if (breaksRelation && !allowConflicts) throw broken(shift, wayOut(shift));
    return;
  }
  if (shift.obstacles.length > 0) throw broken(shift, wayOut(shift));
  if (!shift.needsMove) return;
  const { session, to, drags, cities } = shift;
  const starts = [{ id: session, start: to }, ...drags.map((drag) => ({ id: drag.session, start: drag.to }))];
  const sessions = starts.map(({ id, start }) => ({ id, start: startInput(start) }));
  throw new RuleViolation(
    'move.required',
    `What it drags along is agreed with ${cities.join(', ')}: propose a move of all of it with POST /v1/moves.`,
    { cities, propose: { method: 'POST', path: '/v1/moves', body: { sessions, reason: '…' } } },
  );
}

/** The refusal of a new session whose own start breaks one of its relations; nothing else moves for it. */
export function brokenByNew(shift: Shift): RuleViolation {
  return broken(
    shift,
    'Place it where they hold, or leave out its start; with “allowConflicts” it is placed all the same.',
  );
}

function wayOut({ drags, obstacles }: Shift): string {
  if (obstacles.length > 0) return `No shift keeps it: ${obstacles.map(({ detail }) => detail).join(' ')}`;
  const others = drags.length === 1 ? 'one session' : `${drags.length} sessions`;
  return `With “withRelated”, ${others} moves along; with “allowConflicts” the relation stays broken.`;
}

function broken(shift: Shift, wayOut: string): RuleViolation {
  const details = shift.broken.map(({ detail }) => detail).join(' ');
  return new RuleViolation('relation.broken', `That would break: ${details} ${wayOut}`, {
    relations: shift.broken,
    shift,
  });
}
