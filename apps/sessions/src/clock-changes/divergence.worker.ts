import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, WorkLoop } from '#platform';
import { DivergenceService } from './divergence.service.js';

/** “Four weeks ahead” may be so much later. */
const EVERY_MS = 600_000;

/** Warns organizers four weeks ahead of occurrences whose local times shift. */
@Injectable()
export class DivergenceWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new WorkLoop({
    name: DivergenceWorker.name,
    service: 'sessions',
    round: () => this.warn(),
    everyMs: EVERY_MS,
  });

  constructor(
    private readonly divergence: DivergenceService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.clock.onMoved(() => this.loop.poke());
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  private async warn(): Promise<void> {
    await this.loop.each(
      await this.divergence.unwarned(),
      (id) => this.divergence.warnOf(id),
      (id) => `series ${id}`,
    );
  }
}
