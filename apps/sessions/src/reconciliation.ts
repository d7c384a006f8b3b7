import { MoveChanged, PollChanged, SessionChanged } from '#contracts';
import type { CopiedAggregate, OwnedAggregate } from '#platform';
import { In } from 'typeorm';
import { Move } from './moves/move.entity.js';
import { Poll } from './polls/poll.entity.js';
import { lockPoll } from './polls/poll.queries.js';
import { Schedule } from './scheduling/schedule.js';
import { Session } from './scheduling/session.entity.js';
import { loadSession } from './scheduling/session.queries.js';

/** What other services keep copies of; read under the lock that changes take. */
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
  {
    noun: 'move',
    table: 'moves',
    key: 'id',
    republish: async (tx, ids) => {
      const moves = await tx.manager.find(Move, {
        where: { id: In([...ids]) },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      for (const move of moves) tx.publish(MoveChanged, move.reply());
      return moves.length;
    },
  },
  {
    noun: 'poll',
    table: 'polls',
    key: 'id',
    republish: async (tx, ids) => {
      const known = await tx.manager.find(Poll, {
        where: { id: In([...ids]) },
        select: { id: true, sessionId: true },
        order: { id: 'ASC' },
      });
      for (const { id, sessionId } of known) {
        const poll = await lockPoll(tx, id);
        const session = await loadSession(tx.manager, sessionId);
        tx.publish(PollChanged, poll.state(session!));
      }
      return known.length;
    },
  },
];

export const COPIES: CopiedAggregate[] = [
  { noun: 'city', owner: 'events', table: 'cities', key: 'slug' },
  { noun: 'programme', owner: 'events', table: 'programmes', key: 'id' },
  { noun: 'event', owner: 'events', table: 'events', key: 'id' },
];
