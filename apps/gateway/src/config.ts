import { isIP } from 'node:net';
import { processSettings, readConfig } from '#platform';
import { z } from 'zod';

const perQuarterHour = (most: number) => z.coerce.number().int().min(1).max(1_000_000).default(most);

/** `10.0.0.1`, `10.0.0.0/8`, `fd00::/8` */
function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

export const GatewaySettings = z.object({
  ...processSettings,
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('HTTP port of the API and the pages. 0 picks a free one.'),
  METRICS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address of the gateway’s metrics; never one that the public reaches.'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(0)
    .describe('Port of the gateway’s metrics (services have theirs at PORT). 0 picks a free one.'),
  DEADLINE_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(10_000)
    .describe('How long a request may take, in milliseconds; afterwards it is answered 504.'),
  REQUESTS_AT_WORK: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(4_000)
    .describe(
      'Most requests at work at the same time in one gateway process; more are answered 503 at once.',
    ),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http(s) address like “https://meridian.example”' })
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Where people reach the gateway. Links are built from it, never from the Host header.'),
  LIVE_STREAMS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(20_000)
    .describe('Most live streams (GET /v1/live) that one gateway process keeps open.'),
  LIVE_STREAMS_PER_ADDRESS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(2_000)
    .describe('Most of them from one address; a congress behind one address, or a proxy, needs many.'),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
    .refine((proxies) => proxies.every(isAddressOrNetwork), 'must be addresses or networks like “10.0.0.0/8”')
    .describe(
      'Addresses of proxies before the gateway, joined by commas: whose X-Forwarded-For says where requests come from. Without, it is never believed.',
    ),
  HOLDS_PER_ADDRESS: perQuarterHour(30).describe(
    'Most seats that are asked for without a token from one address in 15 minutes, in one gateway process.',
  ),
  SIGN_INS_PER_ADDRESS: perQuarterHour(60).describe(
    'Most sign-in mails that are asked for from one address in 15 minutes, in one gateway process.',
  ),
});
export type GatewayConfig = z.output<typeof GatewaySettings>;

export const readGatewayConfig = (env: Record<string, string | undefined> = process.env): GatewayConfig =>
  readConfig(GatewaySettings, env);

/** Token under which the gateway's own settings are injected. */
export const GATEWAY_CONFIG = Symbol('GATEWAY_CONFIG');
