import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions, WorkLoop, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { EventCopy } from '../programme/event.entity.js';
import { leaversOf, leftSince } from '../scheduling/consent.rules.js';
import { lockPoll, savePoll } from './poll.queries.js';
import type { Poll } from './poll.entity.js';
import { POLL_STATES, pollStatusAfter, type PollEvent } from './poll.rules.js';

const SWEEP_MS = 1_000;

/** Closes polls at their deadline, withdraws those whose session was cancelled, and counts no city that has left. */
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
       WHERE polls.status IN ('open', 'closed') AND sessions.status = 'cancelled'
       UNION ALL
       SELECT polls.id, 'city-left' FROM polls JOIN events ON events.id = polls.event_id
       WHERE polls.status = 'open' AND EXISTS (
         SELECT FROM jsonb_array_elements(events.partners) AS partner
         WHERE partner ->> 'status' IN ('declined', 'withdrawn') AND partner ->> 'city' = ANY (polls.cities)
           AND NOT polls.gone @> jsonb_build_array(jsonb_build_object('city', partner -> 'city')))`,
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
      if (event === 'city-left' && !(await noteLeavers(tx, poll))) return;
      poll.status = pollStatusAfter(poll.status, event);
      await savePoll(tx, poll);
    });
  }
}

/** Whether anybody has left that was counted on. Who comes back later is asked by the next poll. */
async function noteLeavers({ manager, now }: Tx, poll: Poll): Promise<boolean> {
  const { partners } = await manager.findOneByOrFail(EventCopy, { id: poll.eventId });
  const asked = poll.asked();
  const left = leaversOf(partners).filter(({ city }) => asked.includes(city));
  poll.gone = [...poll.gone, ...left.map((leaver) => leftSince(leaver, now))];
  return left.length > 0;
}
