import { z } from 'zod';

const Flag = z
  .enum(['0', '1', 'true', 'false'], 'must be 1 or 0')
  .default('0')
  .transform((value) => value === '1' || value === 'true');

/** Settings that every process has. */
export const processSettings = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1').describe('Address the HTTP server listens on.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(0)
    .describe('HTTP port; for services only health. 0 picks a free one.'),
  NATS_URL: z.string().min(1).describe('nats://user:password@host:4222'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DEMO_CLOCK: Flag.describe('1 lets the clock be moved forward (demo and tests only).'),
};

/** Settings that every service with a database has. */
export const serviceSettings = {
  ...processSettings,
  DATABASE_URL: z
    .string()
    .min(1)
    .describe('postgres://role:password@host:5432/database, a role of this service alone'),
};

export type ProcessConfig = z.output<z.ZodObject<typeof processSettings>>;
export type ServiceConfig = z.output<z.ZodObject<typeof serviceSettings>>;

/**
 * Reads settings from the environment, all at once.
 * @throws Error that names every variable that is missing or wrong
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  env: Record<string, string | undefined>,
): z.output<S> {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete:\n${lines.join('\n')}`);
}
