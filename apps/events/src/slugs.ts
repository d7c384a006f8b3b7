import { RuleViolation } from '#contracts';
import { brokenUniqueConstraint } from '#platform';

/**
 * Awaits an insert and says so when somebody else has the slug: only the constraint knows for certain.
 * @throws RuleViolation `slug.taken`
 */
export async function refuseTakenSlug(noun: string, slug: string, insert: Promise<unknown>): Promise<void> {
  try {
    await insert;
  } catch (error) {
    if (brokenUniqueConstraint(error) === undefined) throw error;
    throw new RuleViolation('slug.taken', `There is a ${noun} “${slug}” already.`, undefined, [
      { path: 'slug', message: 'is taken: choose another' },
    ]);
  }
}
