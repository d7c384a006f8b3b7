import type { DataSourceOptions } from 'typeorm';
import type { ProcessConfig } from '../config.js';
import type { CopiedAggregate, OwnedAggregate } from '../facts/reconciliation.js';

/** What a process tells the platform about itself. */
export interface PlatformOptions {
  /** `events`, …, or `gateway`. Prefix of durables, and the name in logs. */
  readonly name: string;
  readonly config: ProcessConfig;
  /** Its own database; the gateway has none. */
  readonly dataSource?: DataSourceOptions;
  /** Versions of what its answers rest on, for `meridian_build_info`: `{ tzdb: '2026f' }`. */
  readonly about?: Readonly<Record<string, string>>;
  /** What it publishes as state facts, and what it copies of others: to be compared and repaired (DESIGN 6.3). */
  readonly owns?: readonly OwnedAggregate[];
  readonly copies?: readonly CopiedAggregate[];
  /** Milliseconds before the second, third, … try of a fact whose handler fails; the last for all that follow. */
  readonly factBackoffMs?: readonly number[];
}

export const PLATFORM_OPTIONS = Symbol('PLATFORM_OPTIONS');
