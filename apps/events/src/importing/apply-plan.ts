import { CityChanged, EventChanged, ProgrammeChanged } from '#contracts';
import { newId, type Tx } from '#platform';
import { newCity } from '../cities/cities.rules.js';
import { CityEntity } from '../cities/city.entity.js';
import { EventEntity } from '../events/event.entity.js';
import { newEvent } from '../events/events.rules.js';
import { PartnerEntity } from '../partners/partner.entity.js';
import { newPartner } from '../partners/partners.rules.js';
import { ProgrammeEntity } from '../programmes/programme.entity.js';
import { newProgramme } from '../programmes/programmes.rules.js';
import { refuseTakenSlug } from '../slugs.js';
import { change } from '../versions.rules.js';
import {
  kindOf,
  type CityStep,
  type EventStep,
  type ImportPlan,
  type ProgrammeStep,
} from './import-plan.rules.js';

/**
 * Makes and changes what the plan says and publishes the new states; what is as the file says is not touched.
 * @returns the programme's id
 * @throws RuleViolation `slug.taken` when somebody else has just made the same
 */
export async function applyPlan(tx: Tx, plan: ImportPlan): Promise<string> {
  for (const city of plan.cities) await applyCity(tx, city);
  const programme = await applyProgramme(tx, plan.programme);
  for (const event of plan.events) await applyEvent(tx, programme.id, event);
  return programme.id;
}

async function applyCity(tx: Tx, { input, existing, values }: CityStep): Promise<void> {
  const city = existing ?? newCity(input);
  if (!existing) await refuseTakenSlug('city', city.slug, tx.manager.insert(CityEntity, city));
  else if (change(city, values)) await tx.manager.save(CityEntity, city);
  else return;
  tx.publish(CityChanged, city);
}

async function applyProgramme(tx: Tx, { input, existing, values }: ProgrammeStep): Promise<ProgrammeEntity> {
  const programme = existing ?? newProgramme(newId(), input);
  if (!existing) {
    await refuseTakenSlug('programme', programme.slug, tx.manager.insert(ProgrammeEntity, programme));
  } else if (change(programme, values)) await tx.manager.save(ProgrammeEntity, programme);
  else return programme;
  tx.publish(ProgrammeChanged, programme);
  return programme;
}

/** An event and its partners are one aggregate: whatever changes of them is one new version and one fact. */
async function applyEvent(tx: Tx, programmeId: string, step: EventStep): Promise<void> {
  if ([step, ...step.partners].every((each) => kindOf(each) === 'keep')) return;
  const event = step.existing ?? newEvent(newId(), programmeId, step.input);
  const invited = step.partners
    .filter(({ existing }) => !existing)
    .map(({ input }) => newPartner(newId(), { ...step.input, id: event.id }, input, tx.now));
  for (const { existing, values } of step.partners) if (existing) Object.assign(existing, values);

  if (step.existing) {
    Object.assign(event, step.values);
    event.version += 1;
    await tx.manager.save(EventEntity, event);
  } else {
    await refuseTakenSlug('event', event.slug, tx.manager.insert(EventEntity, event));
  }
  // One statement for all: a file of two hundred cities has tens of thousands of partners.
  if (invited.length > 0) await tx.manager.insert(PartnerEntity, invited);
  const partners = [...event.partners, ...invited].sort((a, b) => (a.city < b.city ? -1 : 1));
  tx.publish(EventChanged, { ...event, partners });
}
