import { Injectable } from '@nestjs/common';
import { authorize, notFound, type Actor, type FindReminders, type OutputOf } from '#contracts';
import { DataSource, MoreThan, Repository } from 'typeorm';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { ReminderEntity } from './reminder.entity.js';
import { countReaders } from './readers.queries.js';
import { countDeliveries } from './reminders.queries.js';

/** Shows reminders, and what became of them. */
@Injectable()
export class RemindersService {
  constructor(private readonly dataSource: DataSource) {}

  /** The reminders of a session for its organizers, in order of time. */
  async find(actor: Actor, sessionId: string): Promise<OutputOf<typeof FindReminders>> {
    const session = await this.findSession(sessionId);
    if (!session) throw notFound('session', sessionId);
    authorize(actor, 'reminder.read', { programmeId: session.programmeId });
    const reminders = await this.repository.find({
      where: { sessionId: session.id },
      order: { dueAt: 'ASC', rule: 'ASC', zone: 'ASC', audience: 'ASC' },
    });
    const counts = await countDeliveries(this.dataSource, session.id);
    const peopleOf = await countReaders(this.dataSource.manager, session);
    const items = reminders.map(({ rule, zone, audience, dueAt, state, why }) => ({
      rule,
      to: audience,
      zone,
      people: peopleOf({ rule, zone, audience }),
      dueAt: dueAt.toISOString(),
      state,
      why,
      ...counts({ rule, zone, audience }),
    }));
    return { items };
  }

  private findSession(id: string): Promise<SessionCopy | null> {
    return this.dataSource.getRepository(SessionCopy).findOneBy({ id, version: MoreThan(0) });
  }

  private get repository(): Repository<ReminderEntity> {
    return this.dataSource.getRepository(ReminderEntity);
  }
}
