import type { Text } from '#contracts';

/** One start and place that a session could take. */
export interface Candidate {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Id; null for a session without a place. */
  readonly place: string | null;
  /** Weighted minutes (DESIGN section 8) by index into the problem's cities; whole numbers. */
  readonly burdens: readonly number[];
  /** Whether taking it changes a draft that stands somewhere else. */
  readonly isChange: boolean;
  /** Bans that hold against it, by index. */
  readonly bans: readonly number[];
}

export interface PlanSession {
  readonly id: string;
  readonly title: Text;
  readonly durationMinutes: number;
  /** By `resourceKey`: the same person in every event of the programme. */
  readonly speakers: readonly string[];
  /** At its place already and not to be moved: its one candidate is where it stands. */
  readonly isFixed: boolean;
  readonly candidates: readonly Candidate[];
}

/** The later session holds the relation (DESIGN section 2); both are indexes into the sessions. */
export interface PlanRelation {
  readonly kind: 'follows' | 'continues' | 'simulcast' | 'encore';
  readonly earlier: number;
  readonly later: number;
  /** Of `follows`. */
  readonly gapMinutes: number;
  /** Of `continues`. */
  readonly overlapMinutes: number;
  /** Of the later session: an encore is on a later day there. */
  readonly zone: string;
}

/** Why a start is out of the question whatever else happens. */
export type Ban =
  | { readonly kind: 'blocked'; readonly city: string; readonly label: string }
  | { readonly kind: 'hours'; readonly from: string; readonly to: string }
  | { readonly kind: 'availability'; readonly name: string };

/** Sessions to be placed, those that stand around them, and what must hold. */
export interface PlanProblem {
  /** Slugs; required of some session. */
  readonly cities: readonly string[];
  readonly sessions: readonly PlanSession[];
  readonly relations: readonly PlanRelation[];
  readonly bans: readonly Ban[];
  /** Names of places by id and of speakers by key. */
  readonly names: ReadonlyMap<string, string>;
  /** Places that other events list as well: id → the id that stands for all of them. */
  readonly samePlaces?: ReadonlyMap<string, string>;
}

/** What a row of the model, or a ban on candidates, stands for; what an irreducible set is made of. */
export type Constraint =
  | { readonly kind: 'placed'; readonly session: number }
  | { readonly kind: 'speaker' | 'place'; readonly id: string }
  | { readonly kind: 'relation'; readonly relation: number }
  | { readonly kind: 'ban'; readonly ban: number };
