import { readConfig, serviceSettings } from '#platform';
import { z } from 'zod';

export const ParticipantsSettings = z.object({
  ...serviceSettings,
  TOKEN_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .describe('Key of every token; another one ends all logins and open sign-in mails.'),
  TOKEN_SECRETS_BEFORE: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((secret) => secret !== ''))
    .describe('Earlier TOKEN_SECRETs, joined by commas: join links made with them still work.'),
});
export type ParticipantsConfig = z.output<typeof ParticipantsSettings>;

export const readParticipantsConfig = (
  env: Record<string, string | undefined> = process.env,
): ParticipantsConfig => readConfig(ParticipantsSettings, env);
