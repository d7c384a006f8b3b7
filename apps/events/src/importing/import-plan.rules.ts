import type { FileEvent, ImportCheck, ProgrammeFile } from '#contracts';
import type { CityEntity } from '../cities/city.entity.js';
import type { EventEntity } from '../events/event.entity.js';
import type { PartnerEntity } from '../partners/partner.entity.js';
import { askedRespondBy, inOrder, type NewPartner } from '../partners/partners.rules.js';
import type { ProgrammeEntity } from '../programmes/programme.entity.js';
import { differences } from '../versions.rules.js';

/** What the database has of the things that a file names. */
export interface Known {
  /** Those of the cities that the file refers to. */
  cities: readonly CityEntity[];
  /** The programme with the file's slug. */
  programme: ProgrammeEntity | null;
  /** All events of that programme, with their partners. */
  events: readonly EventEntity[];
}

/** What is done about one thing of the file. */
interface Step<Input, Row> {
  readonly path: string;
  readonly input: Input;
  readonly existing: Row | undefined;
  /** What an existing row gets; nothing when it is as the file says. */
  readonly values: Partial<Row>;
}
export type CityStep = Step<ProgrammeFile['cities'][number], CityEntity>;
export type ProgrammeStep = Step<ProgrammeFile['programme'], ProgrammeEntity>;
export type PartnerStep = Step<NewPartner, PartnerEntity>;
export type EventStep = Step<FileEvent, EventEntity> & { readonly partners: readonly PartnerStep[] };

export interface ImportPlan {
  readonly cities: readonly CityStep[];
  readonly programme: ProgrammeStep;
  readonly events: readonly EventStep[];
}

/**
 * Compares a file with what exists, by slug. What the file doesn't name stays; what it leaves out of a thing
 * (a city's comfort profile) stays as it is.
 */
export function planImport(file: ProgrammeFile, known: Known): ImportPlan {
  const cities = new Map(known.cities.map((city) => [city.slug, city]));
  const events = new Map(known.events.map((event) => [event.slug, event]));
  return {
    cities: file.cities.map((input, index) => step(`cities[${index}]`, input, cities.get(input.slug), input)),
    programme: step('programme', file.programme, known.programme ?? undefined, file.programme),
    events: file.events.map((input, index) => planEvent(`events[${index}]`, input, events.get(input.slug))),
  };
}

/** Whether the step makes or changes anything. */
export function kindOf({ existing, values }: Step<unknown, unknown>): 'create' | 'change' | 'keep' {
  if (!existing) return 'create';
  return Object.keys(values as object).length > 0 ? 'change' : 'keep';
}

/** Everything that would be made or changed, in the file's order. */
export function changesOf(plan: ImportPlan): ImportCheck['changes'] {
  const steps: [string, Step<unknown, unknown>][] = [
    ...plan.cities.map((city): [string, CityStep] => ['city', city]),
    ['programme', plan.programme],
    ...plan.events.flatMap((event): [string, Step<unknown, unknown>][] => [
      ['event', event],
      ...event.partners.map((partner): [string, PartnerStep] => ['partner', partner]),
    ]),
  ];
  return steps.flatMap(([noun, step]) => {
    const kind = kindOf(step);
    return kind === 'keep' ? [] : [{ kind, noun, path: step.path }];
  });
}

/** How many of each noun are made or changed. */
export function countByNoun(changes: ImportCheck['changes']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { noun } of changes) counts[noun] = (counts[noun] ?? 0) + 1;
  return counts;
}

function step<Input, Row extends object>(
  path: string,
  input: Input,
  existing: Row | undefined,
  values: Partial<Row>,
): Step<Input, Row> {
  return { path, input, existing, values: existing ? differences(existing, values) : {} };
}

function planEvent(path: string, input: FileEvent, existing: EventEntity | undefined): EventStep {
  const { title, hostCity, startsOn, endsOn } = input;
  const partners = new Map(existing?.partners.map((partner) => [partner.city, partner]));
  return {
    ...step(path, input, existing, { title, hostCity, startsOn, endsOn }),
    partners: input.partners.map((partner, index) =>
      planPartner(`${path}.partners[${index}]`, partner, partners.get(partner.city)),
    ),
  };
}

/** A city's answer stands: the file changes only an invitation that is still open. */
function planPartner(path: string, input: NewPartner, existing: PartnerEntity | undefined): PartnerStep {
  if (existing?.status !== 'invited') return step(path, input, existing, {});
  const offered = differences(existing, { offeredModes: inOrder(input.modes) });
  const isAskedOtherwise =
    input.respondBy !== undefined && Date.parse(input.respondBy) !== Date.parse(askedRespondBy(existing));
  return step(path, input, existing, {
    ...(offered.offeredModes && { offeredModes: offered.offeredModes, modes: offered.offeredModes }),
    ...(isAskedOtherwise && { respondBy: new Date(input.respondBy!).toISOString(), extended: false }),
  });
}
