import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { WorkLoop } from '#platform';
import { WindowRezoningService } from './window-rezoning.service.js';

/** How late what another instance has left behind is found, at most. */
const SWEEP_MS = 300_000;

/** Reads registration windows again by this process's tzdb when it starts, batch by batch, until nothing is left. */
@Injectable()
export class WindowRezoningWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new WorkLoop({
    name: WindowRezoningWorker.name,
    service: 'participants',
    round: async () => (await this.rezoning.advance()) === 'more',
    everyMs: SWEEP_MS,
  });

  constructor(private readonly rezoning: WindowRezoningService) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
