import { textIn, type PlanClash } from '#contracts';
import { localTime } from '#time';
import type { Ban, Constraint, PlanProblem, PlanRelation } from './plan-problem.js';

type Clashing = PlanClash['constraints'][number];

/**
 * Why nothing fits, in people's words.
 * @param clashing constraints that cannot hold together
 * @param zoneOf the own city's zone of a session, by index
 */
export function clashOf(
  problem: PlanProblem,
  clashing: readonly Constraint[],
  { isIrreducible, zoneOf }: { isIrreducible: boolean; zoneOf: (session: number) => string },
): PlanClash {
  const involved = clashing.flatMap((constraint) =>
    constraint.kind === 'placed' ? [constraint.session] : [],
  );
  const constraints = clashing.map((constraint) => describe(constraint, problem, involved, zoneOf));
  const list = constraints.map(({ detail }) => detail).join('; ');
  const rest = isIrreducible
    ? 'Without any one of these, the others can hold.'
    : 'The time was too short to say whether all of these are needed for the clash.';
  return { detail: `This cannot hold together: ${list}. ${rest}`, constraints, isIrreducible };
}

function describe(
  constraint: Constraint,
  problem: PlanProblem,
  involved: readonly number[],
  zoneOf: (session: number) => string,
): Clashing {
  const { sessions, relations, bans, names, samePlaces } = problem;
  const idsOf = (indexes: readonly number[]) => indexes.map((index) => sessions[index]!.id);
  const titles = (indexes: readonly number[]) =>
    listed(indexes.map((index) => `“${textIn(sessions[index]!.title)}”`));
  switch (constraint.kind) {
    case 'placed': {
      const { session } = constraint;
      const detail = `${titles([session])} ${whereabouts(problem, session, zoneOf(session))}`;
      return { kind: 'session', sessions: idsOf([session]), detail };
    }
    case 'speaker': {
      const users = involved.filter((index) => sessions[index]!.speakers.includes(constraint.id));
      const detail = `${names.get(constraint.id)} speaks in ${titles(users)}, in one at a time`;
      return { kind: 'speaker', sessions: idsOf(users), detail };
    }
    case 'place': {
      const users = involved.filter((index) =>
        sessions[index]!.candidates.some(
          ({ place }) => place !== null && (samePlaces?.get(place) ?? place) === constraint.id,
        ),
      );
      const detail = `“${names.get(constraint.id)}” takes one at a time of ${titles(users)}`;
      return { kind: 'place', sessions: idsOf(users), detail };
    }
    case 'relation': {
      const relation = relations[constraint.relation]!;
      const pair = [relation.earlier, relation.later];
      const detail = `${titles([relation.later])} ${related(relation)} ${titles([relation.earlier])}`;
      return { kind: relation.kind, sessions: idsOf(pair), detail };
    }
    case 'ban': {
      const ban = bans[constraint.ban]!;
      const users = involved.filter((index) =>
        sessions[index]!.candidates.some((candidate) => candidate.bans.includes(constraint.ban)),
      );
      return { kind: ban.kind, sessions: idsOf(users), detail: banned(ban, titles(users)) };
    }
  }
}

function banned(ban: Ban, sessions: string): string {
  switch (ban.kind) {
    case 'hours':
      return `${sessions} must keep to ${ban.from}–${ban.to} in its own city`;
    case 'blocked':
      return `“${ban.label}” blocks times in ${ban.city}, which ${sessions} requires`;
    case 'availability':
      return `“${ban.name}”, whom or which ${sessions} needs, can only at certain times`;
  }
}

function whereabouts({ sessions, names }: PlanProblem, session: number, zone: string): string {
  const { candidates, isFixed } = sessions[session]!;
  if (candidates.length === 0) return 'must be placed, and there is no start ahead in its days';
  const starts = candidates.map(({ at }) => localTime(at, zone).local);
  const places = [...new Set(candidates.flatMap(({ place }) => place ?? []))].map(
    (id) => `“${names.get(id)}”`,
  );
  const where = places.length === 0 ? '' : ` in ${listed(places, 'or')}`;
  if (isFixed) return `stays at ${starts[0]!.slice(0, 16).replace('T', ' ')} ${zone}${where}`;
  const days = [...new Set(starts.map((local) => local.slice(0, 10)))].sort();
  const when = days.length === 1 ? `on ${days[0]}` : `between ${days[0]} and ${days.at(-1)}`;
  return `must start ${when}${where}`;
}

function related({ kind, gapMinutes, overlapMinutes }: PlanRelation): string {
  switch (kind) {
    case 'follows':
      return gapMinutes > 0 ? `starts at least ${gapMinutes} minutes after the end of` : 'starts after';
    case 'continues':
      return overlapMinutes > 0
        ? `starts in the last ${overlapMinutes} minutes or at the end of`
        : 'starts at the end of';
    case 'simulcast':
      return 'starts at the same time as';
    case 'encore':
      return 'is on a later day than';
  }
}

function listed(items: readonly string[], word = 'and'): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
