import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock, WorkLoop } from '#platform';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { Dispatcher } from '../delivery/dispatcher.js';
import { Pump } from '../delivery/pump.js';
import { FiringService } from './firing.service.js';

/**
 * Finds what nobody woke: reminders that are due though Redis was flushed or is away, dispatches and deliveries whose
 * worker died, tries whose time has come. Also after the clock was moved, which no timer notices.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: WorkLoop;

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) config: NotificationsConfig,
    private readonly clock: Clock,
    private readonly firing: FiringService,
    private readonly dispatcher: Dispatcher,
    private readonly pump: Pump,
  ) {
    const everyMs = config.SWEEP_SECONDS * 1_000;
    this.loop = new WorkLoop({
      name: Sweeper.name,
      service: 'notifications',
      round: () => this.sweep(),
      everyMs,
    });
  }

  onApplicationBootstrap(): void {
    this.clock.onMoved(() => this.loop.poke());
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  private async sweep(): Promise<void> {
    await this.firing.fireDue('sweep');
    this.dispatcher.poke();
    this.pump.poke();
  }
}
