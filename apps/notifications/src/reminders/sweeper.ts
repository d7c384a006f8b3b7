import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '#platform';
import { NOTIFICATIONS_CONFIG, type NotificationsConfig } from '../config.js';
import { Dispatcher } from '../delivery/dispatcher.js';
import { Pump } from '../delivery/pump.js';
import { WorkLoop } from '../delivery/work-loop.js';
import { RemindersService } from './reminders.service.js';

/**
 * Finds what nobody woke: reminders that are due though Redis was flushed or is away, dispatches and deliveries whose
 * worker died, tries whose time has come. Also after the clock was moved, which no timer notices.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private readonly loop = new WorkLoop(() => this.sweep(), new Logger(Sweeper.name));

  constructor(
    @Inject(NOTIFICATIONS_CONFIG) private readonly config: NotificationsConfig,
    private readonly clock: Clock,
    private readonly reminders: RemindersService,
    private readonly dispatcher: Dispatcher,
    private readonly pump: Pump,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.loop.poke(), this.config.SWEEP_SECONDS * 1_000);
    this.clock.onMoved(() => this.loop.poke());
    this.loop.poke();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.loop.stop();
  }

  private async sweep(): Promise<boolean> {
    await this.reminders.fireDue();
    this.dispatcher.poke();
    this.pump.poke();
    return false;
  }
}
