import { textIn, type NamedRelation, type Text } from '#contracts';
import { localTime } from '#time';
import type { RelationRef } from './binding.rules.js';
import type { Obstacle } from './keep-relations.rules.js';

/** A relation with both its sessions by title, and what it asks of the later one (DESIGN section 2). */
export function namedRelation(relation: RelationRef, titles: ReadonlyMap<string, Text>): NamedRelation {
  const titleOf = (id: string) => `“${textIn(titles.get(id) ?? id)}”`;
  const [later, earlier] = [titleOf(relation.later), titleOf(relation.earlier)];
  return { ...relation, detail: describe(relation, later, earlier) };
}

function describe({ kind, gapMinutes = 0, overlapMinutes = 0 }: RelationRef, later: string, earlier: string) {
  switch (kind) {
    case 'follows':
      return `${later} follows ${earlier}: it starts ${gapMinutes === 0 ? 'when that has ended, or later' : `at least ${gapMinutes} minutes after that has ended`}.`;
    case 'continues':
      return `${later} continues ${earlier}: it starts ${overlapMinutes === 0 ? 'at the end of that' : `in the last ${overlapMinutes} minutes of that`}.`;
    case 'simulcast':
      return `${later} is at the same time as ${earlier}.`;
    case 'encore':
      return `${later} shows ${earlier} again, on a later day.`;
  }
}

/** Why a session can't move along as far as it would have to. */
export function obstacleText({ from, by }: Obstacle, { title, zone }: { title: Text; zone: string }): string {
  const at = `${localTime((from ?? by)!, zone).local} (${zone})`;
  const bound = from === null ? `at ${at} at the latest` : `at ${at} or later`;
  return `“${textIn(title)}” would have to start ${bound}, and may not: that is not the start that is wanted, lies outside its window, in the past, or it has begun.`;
}
