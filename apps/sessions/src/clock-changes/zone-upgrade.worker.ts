import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { WorkLoop } from '#platform';
import { ZoneUpgradeService } from './zone-upgrade.service.js';

/** How late what another instance has left behind is found, at most. */
const SWEEP_MS = 300_000;

/** Reads sessions again by this process's tzdb when it starts, batch by batch, until nothing is left. */
@Injectable()
export class ZoneUpgradeWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new WorkLoop({
    name: ZoneUpgradeWorker.name,
    service: 'sessions',
    round: async () => (await this.upgrade.advance()) === 'more',
    everyMs: SWEEP_MS,
  });

  constructor(private readonly upgrade: ZoneUpgradeService) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** There may be something to do. Cheap, returns at once. */
  poke(): void {
    this.loop.poke();
  }
}
