import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions, WorkLoop } from '#platform';
import { DataSource } from 'typeorm';
import { lockPoll, savePoll } from './poll.queries.js';
import { POLL_STATES, pollStatusAfter, type PollEvent } from './poll.rules.js';

const SWEEP_MS = 1_000;

/** Closes polls at their deadline, and withdraws those whose session was cancelled. */
@Injectable()
export class PollCloser implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new WorkLoop({
    name: PollCloser.name,
    service: 'sessions',
    round: () => this.closeDue(),
    everyMs: SWEEP_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  private async closeDue(): Promise<void> {
    const due = await this.dataSource.query<{ id: string; event: PollEvent }[]>(
      `SELECT id, 'close' AS event FROM polls WHERE status = 'open' AND respond_by <= clock_now()
       UNION ALL
       SELECT polls.id, 'session-cancelled' FROM polls JOIN sessions ON sessions.id = polls.session_id
       WHERE polls.status IN ('open', 'closed') AND sessions.status = 'cancelled'`,
    );
    await this.loop.each(
      due,
      ({ id, event }) => this.end(id, event),
      ({ id }) => `poll ${id}`,
    );
  }

  private end(id: string, event: PollEvent): Promise<void> {
    return this.transactions.run(async (tx) => {
      const poll = await lockPoll(tx, id);
      // Another process, or a choice, may have been faster.
      if (!POLL_STATES[poll.status][event]) return;
      poll.status = pollStatusAfter(poll.status, event);
      await savePoll(tx, poll);
    });
  }
}
