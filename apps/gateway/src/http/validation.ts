import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { fieldErrorsOf, invalidFields, joinPath } from '#contracts';
import { z } from 'zod';

/** Issues until it is known where they were found. */
class Refused {
  // Standard Schema's issues are zod's own here: they carry the names of unknown fields.
  constructor(readonly error: Pick<z.ZodError, 'issues'>) {}
}

/**
 * Checks what `@Body({schema})`, `@Query({schema})` and `@Param(name, {schema})` declare; refuses with all fields that are
 * wrong at once, a part of the path by its name.
 */
class SchemaPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new Refused({ issues } as unknown as z.ZodError) });
  }

  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const part = metadata.type === 'param' && metadata.data ? joinPath('', [metadata.data]) : '';
      throw invalidFields(fieldErrorsOf(error.error, part));
    }
  }
}

export const validationPipe = () => new SchemaPipe();

/** `?cursor=&limit=` of lists. Unknown query parameters are refused like unknown fields. */
export const pageQuery = {
  cursor: z.string().min(1).max(400).optional().describe('The last reply’s `next`.'),
  limit: z.coerce.number().int().min(1).max(500).optional().describe('Most items of a page; 100 by default.'),
};
export const PageQuery = z.strictObject(pageQuery);
export type PageQuery = z.output<typeof PageQuery>;

/** Where an operation takes no query parameters, or no body. */
export const Nothing = z.strictObject({});

/** `?cities=boston,rome` */
export const commaList = (max: number) =>
  z
    .string()
    .transform((text) => text.split(',').filter((item) => item !== ''))
    .pipe(z.array(z.string().max(100)).min(1, 'must name at least one').max(max, `must name at most ${max}`));

/** `?dryRun=true`; the bare name means true. */
export const flag = z
  .enum(['true', 'false', ''])
  .default('false')
  .transform((text) => text !== 'false');
