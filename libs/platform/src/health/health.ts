import { Injectable } from '@nestjs/common';
import type { DependencyHealth } from '#contracts';

/** Finds out how a dependency is: resolves to a detail for people (`18.4`), or rejects. */
export type HealthCheck = () => Promise<string>;

const CHECK_MS = 1_500;

/** What a process needs in order to do its work; each part of it registers what it depends on. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, HealthCheck>();

  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  report(): Promise<DependencyHealth[]> {
    return Promise.all([...this.checks].map(([name, check]) => run(name, check)));
  }
}

async function run(name: string, check: HealthCheck): Promise<DependencyHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_MS} ms`)), CHECK_MS);
  });
  try {
    return { name, up: true, detail: await Promise.race([check(), late]) };
  } catch (error) {
    return { name, up: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
