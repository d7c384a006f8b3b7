import type { Action, Actor, PolicyObject } from '#contracts';
import type { Forum } from '../forum.js';

/** What somebody tries at a route, and what it is in the policy's words. */
export interface Attempt {
  path: string;
  body?: object | string;
  /** The action, where the object makes it another than the route's: to read a draft is more than to read. */
  action?: Action;
  object?: PolicyObject | ((actor: Actor) => PolicyObject);
  /** What who may is answered at best, where it is no success: such a route can't show more. */
  atBest?: number;
}

export type Attempts = (forum: Forum) => Attempt[];

/** Where anything does. */
export const NO_IMPORTANCE = 'x';
export const NO_PARKED_FACT = { consumer: 'events_none', factId: 'none' };
let count = 0;
/** A name that nothing has yet. */
export const unused = (word: string) => `${word}-${(count += 1)}`;

/** A list shows each what is theirs: it is refused to those who have no programme at all. */
export function programmeOf(actor: Actor): PolicyObject {
  const grant = actor.kind === 'person' ? actor.grants.find(({ programmeId }) => programmeId) : undefined;
  return { programmeId: grant?.programmeId };
}
