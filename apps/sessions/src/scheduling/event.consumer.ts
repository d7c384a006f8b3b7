import { Controller } from '@nestjs/common';
import { EventChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { saveEvent } from '../programme/programme.queries.js';
import { Schedule } from './schedule.js';
import { hasEnded } from './session.rules.js';

@Controller()
export class EventConsumer {
  /**
   * Keeps the copy of the event. A cancelled event cancels its sessions, which is told in one release; those that had
   * ended by then stay, with their seats. By the time of the fact: how late it is heard of changes nothing.
   */
  @Consumes(EventChanged)
  async onEvent({ data, time }: Fact<typeof EventChanged>, tx: Tx): Promise<void> {
    await saveEvent(tx.manager, data);
    if (data.status !== 'cancelled') return;
    // Not only when the copy was older: it may have been asked for after the event was cancelled.
    const schedule = await Schedule.open(tx, data.id);
    for (const session of await schedule.sessions()) {
      if (session.status !== 'cancelled' && !hasEnded(session, new Date(time)))
        await schedule.cancel(session);
    }
    await schedule.close();
  }
}
