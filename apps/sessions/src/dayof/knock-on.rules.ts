import { invalidFields } from '#contracts';
import {
  bindings,
  holds,
  type Binding,
  type PlacedSession,
  type RelationRef,
} from '../relations/binding.rules.js';

const MINUTE = 60_000;
/** A delay goes through a day of one programme, not through more than this. */
const MOST_STEPS = 500;

/** A place or a person that a session takes up, the same by its key. */
export interface Taken {
  readonly kind: 'place' | 'speaker';
  readonly key: string;
  readonly name: string;
}
/** A released session near the delayed one; `latest` is when a delay can put it at the latest. */
export interface DaySession extends PlacedSession {
  readonly takes: readonly Taken[];
  /** Whether a delay can be announced of it. */
  readonly isOpen: boolean;
}

/** What stands in the way of a session after the delay of another. */
export type Cause =
  | { readonly kind: 'relation'; readonly with: string; readonly relation: RelationRef }
  | {
      readonly kind: Taken['kind'];
      readonly with: string;
      readonly name: string;
      /** When the other one ends. */
      readonly until: number;
    };
export interface Pushed {
  readonly id: string;
  /** When it has to start; null when it cannot, and stays in the way. */
  readonly to: number | null;
  readonly cause: Cause;
}
interface Demand {
  readonly at: number;
  readonly cause: Cause;
}

/**
 * What a delay breaks into, and what that breaks into in turn: sessions whose relation to it held and would not, and
 * those at its place or with its speakers that would run at the same time and did not. Each is put off by as little as
 * keeps it clear of what pushes it; nobody is brought forward. What collided already is not held against the delay.
 *
 * @param sessions of the day, as they are before the delay, the delayed one among them
 * @returns in order of their starts
 * @throws RuleViolation `validation.failed` when it would go through more of the programme than is looked at
 */
export function knockOn(
  sessions: readonly DaySession[],
  delayed: { readonly id: string; readonly to: number },
): Pushed[] {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const before = new Map(sessions.map(({ id, start }) => [id, start]));
  const starts = new Map(before).set(delayed.id, delayed.to);
  const held = bindings(sessions).filter((all) => holds(all, before));
  const rules = held.flat();
  const pushed = new Map<string, Pushed>();

  const demandOf = (one: DaySession, other: DaySession): Demand | undefined => {
    const at = starts.get(other.id)!;
    const demands = [
      ...relationDemands(rules, one.id, other.id, starts.get(one.id)!),
      ...resourceDemands(one, other, before, starts, rules),
    ];
    return demands.filter((demand) => demand.at > at).sort((a, b) => b.at - a.at)[0];
  };

  const open = [delayed.id];
  /** @returns whether the other one was put off */
  const push = (one: DaySession, other: DaySession): boolean => {
    const demand = demandOf(one, other);
    if (!demand) return false;
    const canMove = other.isOpen && demand.at <= (other.latest ?? Infinity);
    pushed.set(other.id, { id: other.id, to: canMove ? demand.at : null, cause: demand.cause });
    if (!canMove) return false;
    starts.set(other.id, demand.at);
    open.push(other.id);
    return true;
  };
  for (let id = open.shift(), steps = 0; id !== undefined; id = open.shift(), steps++) {
    if (steps > MOST_STEPS) throw tooFar();
    const one = byId.get(id)!;
    // What was put off for another reason may have come to where the delayed one is now, which stays.
    if (id !== delayed.id && push(byId.get(delayed.id)!, one)) continue;
    for (const other of sessions) {
      if (other.id !== id && other.id !== delayed.id) push(one, other);
    }
  }
  const inOrder = (a: Pushed, b: Pushed) => before.get(a.id)! - before.get(b.id)! || (a.id < b.id ? -1 : 1);
  return [...pushed.values()].sort(inOrder);
}

function relationDemands(rules: readonly Binding[], one: string, other: string, at: number): Demand[] {
  return rules
    .filter(({ first, second }) => first === one && second === other)
    .map(({ lift, relation }) => ({ at: lift(at), cause: { kind: 'relation', relation, with: one } }));
}

/** Where they share a place or a speaker and would run at the same time, which they did not before. */
function resourceDemands(
  one: DaySession,
  other: DaySession,
  before: ReadonlyMap<string, number>,
  starts: ReadonlyMap<string, number>,
  rules: readonly Binding[],
): Demand[] {
  const meet = (at: ReadonlyMap<string, number>) => {
    const [mine, theirs] = [at.get(one.id)!, at.get(other.id)!];
    return mine < theirs + other.durationMinutes * MINUTE && theirs < mine + one.durationMinutes * MINUTE;
  };
  if (!meet(starts) || meet(before)) return [];
  const until = starts.get(one.id)! + one.durationMinutes * MINUTE;
  return one.takes
    .filter(({ key }) => other.takes.some((taken) => taken.key === key))
    .filter(({ kind }) => kind === 'place' || !areOne(rules, one.id, other.id))
    .map(({ kind, name }) => ({ at: until, cause: { kind, name, until, with: one.id } }));
}

/** Two rooms of one session: a simulcast shares its speakers on purpose. */
function areOne(rules: readonly Binding[], a: string, b: string): boolean {
  return rules.some(
    ({ first, second, relation }) => relation.kind === 'simulcast' && first === a && second === b,
  );
}

function tooFar() {
  return invalidFields([
    {
      path: 'minutes',
      message: `would put off sessions in more than ${MOST_STEPS} steps: delay by less, or change the day’s schedule first`,
    },
  ]);
}
