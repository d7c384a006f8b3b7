import { FindProgrammes } from '#contracts';
import type { Requests } from '#platform';
import { one } from '../http/one.js';

/**
 * The id of a programme that is named by its id or slug, as everywhere in addresses.
 * @throws RuleViolation `not-found`, also for one that the actor may not see
 */
export async function programmeId(requests: Requests, idOrSlug: string): Promise<string> {
  return one(await requests.ask(FindProgrammes, { idsOrSlugs: [idOrSlug] }), 'programme', idOrSlug).id;
}
