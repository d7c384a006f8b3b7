import type { ProgrammeFile } from '#contracts';
import { newCity } from '../cities/cities.rules.js';
import { newEvent } from '../events/events.rules.js';
import type { Known } from '../importing/import-plan.rules.js';
import { newPartner } from '../partners/partners.rules.js';
import { newProgramme } from '../programmes/programmes.rules.js';

export const NOTHING: Known = { cities: [], programme: null, events: [] };

/** What the database has after this file was imported into an empty one at `now`. */
export function knownFrom(file: ProgrammeFile, now: Date): Known {
  return {
    cities: file.cities.map(newCity),
    programme: newProgramme('programme', file.programme),
    events: file.events.map((input) => {
      const event = newEvent(input.slug, 'programme', input);
      const partners = input.partners.map((partner) =>
        newPartner(`${input.slug}-${partner.city}`, event, partner, now),
      );
      return { ...event, partners };
    }),
  };
}
