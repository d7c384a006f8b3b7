import type { GatewayConfig } from '../config.js';

/** Where a join link leads its person. Built from the setting, never from the Host header. */
export function joinUrl({ PUBLIC_URL }: Pick<GatewayConfig, 'PUBLIC_URL'>, token: string): string {
  return `${PUBLIC_URL}/j/${token}`;
}
