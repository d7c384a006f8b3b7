import { QueryFailedError } from 'typeorm';

/** PostgreSQL appendix A, class 23. */
const UNIQUE_VIOLATION = '23505';

/** The name of the UNIQUE constraint or index that a statement would have broken; undefined for other errors. */
export function brokenUniqueConstraint(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code, constraint } = error.driverError as { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION ? constraint : undefined;
}
