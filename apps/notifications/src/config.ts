import { createPrivateKey } from 'node:crypto';
import { readConfig, serviceSettings } from '#platform';
import { z } from 'zod';

const MAILBOX =
  /^(?:(?<name>[^<>@"\p{Cc}]*?)\s*<(?<inBrackets>[^<>\s@]+@[^<>\s@]+)>|(?<bare>[^<>\s@]+@[^<>\s@]+))$/u;

/** A sender as people write it, `Meridian <no-reply@meridian.example>`, in its parts. */
const Mailbox = z.string().transform((text, context) => {
  const { name, inBrackets, bare } = MAILBOX.exec(text.trim())?.groups ?? {};
  const address = inBrackets ?? bare;
  if (address) return { name: name || 'Meridian', address };
  context.addIssue('must be a sender like “Meridian <no-reply@meridian.example>”');
  return z.NEVER;
});

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

export const NotificationsSettings = z.object({
  ...serviceSettings,
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be like “redis://user:password@host:6379”' })
    .describe('The alarm clock (BullMQ). While it is away, reminders are found by the sweep.'),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w:-]+$/, 'must be letters, digits, “_”, “-” and “:”')
    .default('meridian')
    .describe('Begins every key in Redis.'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be like “smtp://user:password@host:587”' })
    .describe('Where mail is handed over.'),
  MAIL_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(20)
    .describe('Mails that one process hands over at the same time, each over a connection of its own.'),
  MAIL_PER_DOMAIN: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe('… of them to one recipient domain at most; fewer while it asks for patience (4xx).'),
  MAIL_FROM: Mailbox.prefault('Meridian <no-reply@meridian.example>').describe('Sender of every mail.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address like “https://meridian.example”' })
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Where people reach the gateway; links in mail are built from it.'),
  LINK_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .describe(
      'Key of the links by which people say which mails they want; another one makes all earlier ones void.',
    ),
  DKIM_DOMAIN: z
    .string()
    .optional()
    .describe('Signs mail for this domain (RFC 6376), when all three are set.'),
  DKIM_SELECTOR: z
    .string()
    .optional()
    .describe('Names the public key in the DNS: <selector>._domainkey.<domain>.'),
  DKIM_PRIVATE_KEY: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    // What can't sign would be told by nobody: mails would go out unsigned.
    .refine(isRsaKey, 'must be the PEM of an RSA private key')
    .optional()
    .describe('PEM of the private key; line breaks may be written as “\\n”.'),
  BOARD_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Port on loopback of the page that shows the alarm clock; without it there is none.'),
  SWEEP_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(3_600)
    .default(5)
    .describe('Seconds between two looks for what is due and was not woken.'),
});
export type NotificationsConfig = z.output<typeof NotificationsSettings>;

/** @throws Error that names every variable that is missing or wrong */
export const readNotificationsConfig = (
  env: Record<string, string | undefined> = process.env,
): NotificationsConfig => readConfig(NotificationsSettings, env);

/** Token under which the service's own settings are injected. */
export const NOTIFICATIONS_CONFIG = Symbol('NOTIFICATIONS_CONFIG');
