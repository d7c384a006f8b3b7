import type { FieldError, GrantInput } from '#contracts';
import type { z } from 'zod';

type Asked = Pick<z.output<typeof GrantInput>, 'role' | 'programme' | 'city'>;

/** What is wrong with a grant that is asked for: an admin's is of everything, an organizer's of a programme, a liaison's of a city in one. */
export function grantErrors({ role, programme, city }: Asked): FieldError[] {
  const errors: FieldError[] = [];
  if (role === 'admin' && programme !== undefined)
    errors.push({ path: 'programme', message: 'must be left out: an admin is one of everything' });
  if (role !== 'admin' && programme === undefined)
    errors.push({ path: 'programme', message: `is needed for a grant of ${role}: its id or slug` });
  if (role !== 'liaison' && city !== undefined)
    errors.push({ path: 'city', message: 'must be left out: only a liaison is one of a city' });
  if (role === 'liaison' && city === undefined)
    errors.push({ path: 'city', message: 'is needed for a grant of liaison: the slug of a city' });
  return errors;
}
