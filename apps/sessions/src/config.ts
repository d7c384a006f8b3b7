import { readConfig, serviceSettings } from '#platform';
import { z } from 'zod';

export const SessionsSettings = z.object({
  ...serviceSettings,
  LINK_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .describe('Key of the links in mail by which cities answer; another one ends those that were sent.'),
  MEETING_ROOMS: z
    .url({ protocol: /^https$/, error: 'must be an https address like “https://meet.jit.si”' })
    .default('https://meet.jit.si')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe(
      'Where sessions without an address of their own meet: a Jitsi server, each in a room that nobody guesses.',
    ),
});
export type SessionsConfig = z.output<typeof SessionsSettings>;

/** @throws Error that names every variable that is missing or wrong */
export const readSessionsConfig = (env: Record<string, string | undefined> = process.env): SessionsConfig =>
  readConfig(SessionsSettings, env);

/** Token under which the service's own settings are injected. */
export const SESSIONS_CONFIG = Symbol('SESSIONS_CONFIG');
