import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { AnswersService } from './answers.service.js';
import { findDue } from './move.queries.js';

const SWEEP_MS = 1_000;
const MOVES_AT_ONCE = 100;

/**
 * Reminds half-way, closes at the deadline by the database's clock, and ends moves that events have overtaken. What is
 * due is in the rows: a restart forgets nothing, and several processes that look at once take turns at the row's lock.
 */
@Injectable()
export class MovesWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new WorkLoop({
    name: MovesWorker.name,
    service: 'sessions',
    round: () => this.workOffDue(),
    everyMs: SWEEP_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly answers: AnswersService,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.clock.onMoved(() => this.loop.poke());
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  private async workOffDue(): Promise<void> {
    await this.loop.each(
      await findDue(this.dataSource.manager, MOVES_AT_ONCE),
      ({ id, kind }) => this.answers.comeDue(id, kind),
      ({ id }) => `move ${id}`,
    );
  }
}
