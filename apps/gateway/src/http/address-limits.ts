import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { RateLimit, tooOften, type Rate } from './rate-limit.js';

const WINDOW_MS = 15 * 60_000;

/** What people without a token may do from one address, in one gateway process: each causes a mail, or holds a seat. */
@Injectable()
export class AddressLimits {
  private readonly holdRate: Rate;
  private readonly signInRate: Rate;
  private readonly holds: RateLimit;
  private readonly signIns: RateLimit;

  constructor(
    @Inject(GATEWAY_CONFIG) config: Pick<GatewayConfig, 'HOLDS_PER_ADDRESS' | 'SIGN_INS_PER_ADDRESS'>,
  ) {
    this.holdRate = { most: config.HOLDS_PER_ADDRESS, windowMs: WINDOW_MS };
    this.signInRate = { most: config.SIGN_INS_PER_ADDRESS, windowMs: WINDOW_MS };
    this.holds = new RateLimit(this.holdRate);
    this.signIns = new RateLimit(this.signInRate);
  }

  /** @throws RuleViolation `rate.limited` when seats are asked for without a token too often from there */
  countHold(address: string): void {
    const waitMs = this.holds.take(networkOf(address), performance.now());
    if (waitMs > 0) throw tooOften('seats are asked for without a token', this.holdRate, waitMs);
  }

  /** @throws RuleViolation `rate.limited` when sign-in mails are asked for too often from there */
  countSignIn(address: string): void {
    const waitMs = this.signIns.take(networkOf(address), performance.now());
    if (waitMs > 0) throw tooOften('sign-in mails are asked for', this.signInRate, waitMs);
  }
}

/** What one household or computer has: an IPv4 address, or of IPv6 the first 64 bits, below which it takes any (RFC 4291 2.5.4). */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
