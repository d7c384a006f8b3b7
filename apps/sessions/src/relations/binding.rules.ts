import type { Relation } from '#contracts';
import { startOfDay } from '#time';
import type { z } from 'zod';

const MINUTE = 60_000;

/** A session that has a start, as far as its relations go. Instants are milliseconds since the epoch. */
export interface PlacedSession {
  readonly id: string;
  readonly start: number;
  readonly durationMinutes: number;
  /** Its own zone: another day, for an encore, is another local day there. */
  readonly zone: string;
  /** To earlier sessions; those that are not among the sessions at hand bind nothing. */
  readonly relations: readonly z.infer<typeof Relation>[];
  /** Between which it may start; both its present start for one that cannot be moved. Without, anywhere. */
  readonly earliest?: number | undefined;
  readonly latest?: number | undefined;
}

/** A relation by the ids of both: held by the later session, pointing at the earlier. */
export interface RelationRef extends Pick<
  z.infer<typeof Relation>,
  'kind' | 'gapMinutes' | 'overlapMinutes'
> {
  readonly earlier: string;
  readonly later: string;
}

/** Equal for the same relation. */
export function relationKey({ later, kind, earlier, gapMinutes, overlapMinutes }: RelationRef): string {
  return [later, kind, earlier, gapMinutes, overlapMinutes].join(' ');
}

/** “`second` starts no earlier than `lift(start of first)`”, and so `first` no later than `drop(start of second)`. */
export interface Binding {
  readonly first: string;
  readonly second: string;
  readonly lift: (at: number) => number;
  readonly drop: (at: number) => number;
  readonly relation: RelationRef;
}

/** What each relation between the sessions at hand asks of their starts (DESIGN section 2): one or two bindings. */
export function bindings(sessions: readonly PlacedSession[]): Binding[][] {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  return sessions.flatMap((later) =>
    later.relations.flatMap((relation) => {
      const earlier = byId.get(relation.session);
      return earlier ? [bindingsOf(relation, earlier, later)] : [];
    }),
  );
}

/** Whether the starts keep all of these. */
export function holds(all: readonly Binding[], starts: ReadonlyMap<string, number>): boolean {
  return all.every(({ first, second, lift }) => starts.get(second)! >= lift(starts.get(first)!));
}

function bindingsOf(
  { session: _, ...named }: PlacedSession['relations'][number],
  earlier: PlacedSession,
  later: PlacedSession,
): Binding[] {
  const { kind, gapMinutes = 0, overlapMinutes = 0 } = named;
  const relation = { ...named, earlier: earlier.id, later: later.id };
  const [forward, backward] = [
    { first: earlier.id, second: later.id, relation },
    { first: later.id, second: earlier.id, relation },
  ];
  const duration = earlier.durationMinutes * MINUTE;
  switch (kind) {
    case 'follows':
      return [{ ...forward, ...atLeast(duration + gapMinutes * MINUTE) }];
    case 'continues':
      return [
        { ...forward, ...atLeast(duration - overlapMinutes * MINUTE) },
        { ...backward, ...atLeast(-duration) },
      ];
    case 'simulcast':
      return [
        { ...forward, ...atLeast(0) },
        { ...backward, ...atLeast(0) },
      ];
    case 'encore':
      return [{ ...forward, ...onALaterDay(later.zone) }];
  }
}

/** So many milliseconds later, or (below zero) at most so many earlier. */
function atLeast(distance: number): Pick<Binding, 'lift' | 'drop'> {
  return { lift: (at) => at + distance, drop: (at) => at - distance };
}

/** Starts are told in minutes, so the last one before a day begins is a minute before. */
function onALaterDay(zone: string): Pick<Binding, 'lift' | 'drop'> {
  return { lift: (at) => startOfDay(at, zone, 1), drop: (at) => startOfDay(at, zone) - MINUTE };
}
