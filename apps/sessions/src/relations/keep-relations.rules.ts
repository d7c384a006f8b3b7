import {
  bindings,
  holds,
  relationKey,
  type Binding,
  type PlacedSession,
  type RelationRef,
} from './binding.rules.js';

/** A session is moved by no more than this: a longer shift keeps nothing that people agreed. */
const FURTHEST = 366 * 86_400_000;

/** What is wanted of one session; it stays exactly there. */
export interface WantedStart {
  readonly id: string;
  readonly start: number;
  readonly durationMinutes?: number | undefined;
}

/** A session that has to move along, no further than it must. */
export interface Drag {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** The relation that drags it. */
  readonly relation: RelationRef;
}

/** A session that would have to start `from` then on, or `by` then at the latest, and may not. */
export interface Obstacle {
  readonly id: string;
  readonly from: number | null;
  readonly by: number | null;
  /** The relation that asks it to. */
  readonly relation: RelationRef;
}

export interface Kept {
  /** Relations that would not hold after the change alone. */
  readonly broken: readonly RelationRef[];
  /** What moves along so that all hold, in order of their new starts. Empty when nothing has to, or when it cannot be. */
  readonly drags: readonly Drag[];
  /** Why it cannot be, if so. */
  readonly obstacles: readonly Obstacle[];
}

interface Bound {
  at: number;
  cause: RelationRef | null;
}

/**
 * What a change drags along: the smallest shift that keeps every relation of the sessions, with the changed ones
 * exactly where they are wanted.
 *
 * Each relation says “this one starts no earlier than g(that one’s start)” with a rising g. From the changed sessions
 * and the limits of the others follows the span in which each must start; each is then put at the nearest point of its
 * span. Because the present starts keep the relations among the unchanged, and rising functions keep the order of
 * three numbers, those nearest points keep all relations together: so no session moves further than it must, and the
 * sum of the shifts is the least possible. A relation between two unchanged sessions that is broken already is not
 * held against the change, and stays as it is.
 *
 * @param sessions of the programme, those with a start that are not cancelled, as they are before the change
 */
export function keepRelations(sessions: readonly PlacedSession[], change: readonly WantedStart[]): Kept {
  const wanted = new Map(change.map((want) => [want.id, want]));
  const after = sessions.map((session) => ({ ...session, ...defined(wanted.get(session.id)) }));
  const before = startsOf(sessions);
  const changed = startsOf(after);
  const held = new Set(
    bindings(sessions).flatMap((all) => (holds(all, before) ? [relationKey(all[0]!.relation)] : [])),
  );

  const isTouched = ({ relation }: Binding) => wanted.has(relation.earlier) || wanted.has(relation.later);
  const active = bindings(after).filter(
    (all) => isTouched(all[0]!) || held.has(relationKey(all[0]!.relation)),
  );
  const broken = active.filter((all) => !holds(all, changed)).map((all) => all[0]!.relation);
  if (broken.length === 0) return { broken, drags: [], obstacles: [] };

  const limits = limitsOf(after, wanted);
  const rules = active.flat();
  const lower = spread(rules, limits.earliest, limits.latest);
  const upper = spread(rules.map(mirrored), negated(limits.latest), negated(limits.earliest));
  const obstacles = [
    ...lower.beyond.map(({ id, bound }) => ({ id, from: bound.at, by: null, relation: bound.cause! })),
    ...upper.beyond.map(({ id, bound }) => ({ id, from: null, by: -bound.at, relation: bound.cause! })),
  ];
  if (obstacles.length > 0) return { broken, drags: [], obstacles };

  const drags = after.flatMap(({ id, start }) => {
    const [low, high] = [lower.bounds.get(id)!, upper.bounds.get(id)!];
    if (start < low.at) return [{ id, from: start, to: low.at, relation: low.cause! }];
    if (start > -high.at) return [{ id, from: start, to: -high.at, relation: high.cause! }];
    return [];
  });
  return { broken, drags: drags.sort((a, b) => a.to - b.to || (a.id < b.id ? -1 : 1)), obstacles };
}

/** The relations that don't hold as the sessions stand. */
export function brokenRelations(sessions: readonly PlacedSession[]): RelationRef[] {
  const starts = startsOf(sessions);
  return bindings(sessions)
    .filter((all) => !holds(all, starts))
    .map((all) => all[0]!.relation);
}

/** From when and until when each may start: a changed one only as it is wanted, one out of its limits also as it is. */
function limitsOf(sessions: readonly PlacedSession[], wanted: ReadonlyMap<string, WantedStart>) {
  const earliest = new Map<string, number>();
  const latest = new Map<string, number>();
  for (const { id, start, earliest: from, latest: until } of sessions) {
    const isWanted = wanted.has(id);
    earliest.set(id, isWanted ? start : Math.min(from ?? start - FURTHEST, start));
    latest.set(id, isWanted ? start : Math.max(until ?? start + FURTHEST, start));
  }
  return { earliest, latest };
}

/**
 * The least starts that follow from the limits below, by raising them until nothing asks for more. Who would have to
 * pass its limit above is told of, and raised no further.
 */
function spread(
  rules: readonly Binding[],
  from: ReadonlyMap<string, number>,
  until: ReadonlyMap<string, number>,
) {
  const bounds = new Map<string, Bound>([...from].map(([id, at]) => [id, { at, cause: null }]));
  const beyond = new Map<string, Bound>();
  const byFirst = new Map<string, Binding[]>();
  for (const rule of rules) byFirst.set(rule.first, [...(byFirst.get(rule.first) ?? []), rule]);
  const open = [...bounds.keys()];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    for (const rule of byFirst.get(id) ?? []) {
      const at = rule.lift(bounds.get(id)!.at);
      if (at <= bounds.get(rule.second)!.at) continue;
      const bound = { at, cause: rule.relation };
      if (at > until.get(rule.second)!) {
        beyond.set(rule.second, bound);
        continue;
      }
      bounds.set(rule.second, bound);
      open.push(rule.second);
    }
  }
  return { bounds, beyond: [...beyond].map(([id, bound]) => ({ id, bound })) };
}

/** The same rule read backwards in time: times are negated, so that the latest starts are found as the earliest are. */
function mirrored({ first, second, lift, drop, relation }: Binding): Binding {
  return {
    first: second,
    second: first,
    lift: (at) => -drop(-at),
    drop: (at) => -lift(-at),
    relation,
  };
}

function negated(limits: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...limits].map(([id, at]) => [id, -at]));
}

function startsOf(sessions: readonly PlacedSession[]): Map<string, number> {
  return new Map(sessions.map(({ id, start }) => [id, start]));
}

function defined(want: WantedStart | undefined): Partial<PlacedSession> {
  if (!want) return {};
  const { start, durationMinutes } = want;
  return { start, ...(durationMinutes !== undefined && { durationMinutes }) };
}
