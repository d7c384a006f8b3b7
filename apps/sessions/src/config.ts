import { readConfig, serviceSettings } from '#platform';
import { z } from 'zod';

export const SessionsSettings = z.object({ ...serviceSettings });
export type SessionsConfig = z.output<typeof SessionsSettings>;

/** @throws Error that names every variable that is missing or wrong */
export const readSessionsConfig = (env: Record<string, string | undefined> = process.env): SessionsConfig =>
  readConfig(SessionsSettings, env);
