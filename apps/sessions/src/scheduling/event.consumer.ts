import { Controller } from '@nestjs/common';
import { EventChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { saveEvent } from '../programme/programme.queries.js';
import { Schedule } from './schedule.js';

@Controller()
export class EventConsumer {
  /**
   * Keeps the copy of the event. A cancelled event cancels its sessions, told in one release. Decided by the copy, not
   * by the fact: an older fact is no news, and a copy that was asked for may have been ahead of it.
   */
  @Consumes(EventChanged)
  async onEvent({ data }: Fact<typeof EventChanged>, tx: Tx): Promise<void> {
    await saveEvent(tx.manager, data);
    const schedule = await Schedule.open(tx, data.id);
    if (schedule.event.status !== 'cancelled') return;
    for (const session of await schedule.sessions()) {
      if (session.status !== 'cancelled') await schedule.cancel(session);
    }
    await schedule.close();
  }
}
