import { SessionChanged } from '#contracts';
import type { CopiedAggregate, OwnedAggregate } from '#platform';
import { In } from 'typeorm';
import { Schedule } from './scheduling/schedule.js';
import { Session } from './scheduling/session.entity.js';

/** What other services keep copies of; read while its schedule is locked, as it is changed. */
export const OWNS: OwnedAggregate[] = [
  {
    noun: 'session',
    table: 'sessions',
    key: 'id',
    republish: async (tx, ids) => {
      const known = await tx.manager.find(Session, {
        where: { id: In([...ids]) },
        select: { id: true, eventId: true },
      });
      let published = 0;
      for (const eventId of [...new Set(known.map((session) => session.eventId))].sort()) {
        const schedule = await Schedule.open(tx, eventId);
        const sessions = await schedule.sessions(ids);
        for (const session of sessions) tx.publish(SessionChanged, session.state());
        published += sessions.length;
      }
      return published;
    },
  },
];

export const COPIES: CopiedAggregate[] = [
  { noun: 'city', owner: 'events', table: 'cities', key: 'slug' },
  { noun: 'programme', owner: 'events', table: 'programmes', key: 'id' },
  { noun: 'event', owner: 'events', table: 'events', key: 'id' },
];
