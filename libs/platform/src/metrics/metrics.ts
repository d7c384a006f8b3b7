import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { PLATFORM_OPTIONS, type PlatformOptions } from '../service/platform-options.js';

/** One sample of a gauge that is read when it is asked for. */
export interface Sample<L extends string> {
  readonly labels?: Record<L, string>;
  readonly value: number;
}

interface Described<L extends string> {
  readonly name: string;
  readonly help: string;
  /** Of few values, known beforehand: subjects, routes, states; never an id, an address or a name. */
  readonly labelNames?: readonly L[];
}

/** A scrape is answered within Prometheus's default timeout of ten seconds, whatever is away. */
const READ_MS = 2_000;

/**
 * What a process says of itself to Prometheus. A registry per process object and not prom-client's global one:
 * tests run several services in one process.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  readonly contentType = this.registry.contentType;

  constructor(@Inject(PLATFORM_OPTIONS) { name, about }: PlatformOptions) {
    this.registry.setDefaultLabels({ service: name });
    collectDefaultMetrics({ register: this.registry });
    const build = { version: versionOfPackage(), node: process.version, ...about };
    this.gauge({
      name: 'meridian_build_info',
      help: 'Always 1; its labels say what runs.',
      labelNames: Object.keys(build),
    }).set(build, 1);
  }

  /** All metrics as text. What can't be read now, because its source is away, is left out. */
  scrape(): Promise<string> {
    return this.registry.metrics();
  }

  counter<L extends string = never>({ labelNames = [], ...described }: Described<L>): Counter<L> {
    return new Counter({ ...described, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** @param described `buckets` are upper bounds in the metric's unit */
  histogram<L extends string = never>({
    labelNames = [],
    buckets,
    ...described
  }: Described<L> & { buckets: readonly number[] }): Histogram<L> {
    const settings = { ...described, labelNames: [...labelNames], buckets: [...buckets] };
    return new Histogram({ ...settings, registers: [this.registry] });
  }

  /** A gauge that is read at each scrape, so that it is true then and costs nothing in between. */
  readGauge<L extends string = never>(
    { labelNames = [], ...described }: Described<L>,
    read: () => Promise<readonly Sample<L>[]>,
  ): void {
    const gauge = new Gauge<L>({
      ...described,
      labelNames: [...labelNames],
      registers: [this.registry],
      collect: async () => {
        gauge.reset();
        // Without labels a reset leaves a 0, which would be a value.
        if (labelNames.length === 0) gauge.remove();
        for (const { labels, value } of await inTime(read)) gauge.set(labels ?? ({} as never), value);
      },
    });
  }

  private gauge<L extends string>({ labelNames = [], ...described }: Described<L>): Gauge<L> {
    return new Gauge({ ...described, labelNames: [...labelNames], registers: [this.registry] });
  }
}

/** What `read` finds in time; nothing when it can't: an old value would be a lie, and the rest is still worth having. */
async function inTime<L extends string>(
  read: () => Promise<readonly Sample<L>[]>,
): Promise<readonly Sample<L>[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Sample<L>[]>((resolve) => {
    timer = setTimeout(() => resolve([]), READ_MS);
  });
  return Promise.race([read().catch(() => []), late]).finally(() => clearTimeout(timer));
}

/** Of the package that this file is a part of, as source or built. */
function versionOfPackage(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}
