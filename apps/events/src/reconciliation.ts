import { CityChanged, EventChanged, ProgrammeChanged } from '#contracts';
import { isId, type OwnedAggregate } from '#platform';
import { In } from 'typeorm';
import { CityEntity } from './cities/city.entity.js';
import { EventEntity } from './events/event.entity.js';
import { lockEvent } from './events/events.queries.js';
import { ProgrammeEntity } from './programmes/programme.entity.js';

/**
 * What other services keep copies of. Read under the lock that changes take: a state that is put together from before and
 * after a change would carry the version of neither.
 */
export const OWNS: OwnedAggregate[] = [
  {
    noun: 'city',
    table: 'cities',
    key: 'slug',
    republish: async (tx, slugs) => {
      const cities = await tx.manager.find(CityEntity, {
        where: { slug: In([...slugs]) },
        order: { slug: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      for (const city of cities) tx.publish(CityChanged, city);
      return cities.length;
    },
  },
  {
    noun: 'programme',
    table: 'programmes',
    key: 'id',
    republish: async (tx, ids) => {
      const programmes = await tx.manager.find(ProgrammeEntity, {
        where: { id: In(ids.filter(isId)) },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      for (const programme of programmes) tx.publish(ProgrammeChanged, programme);
      return programmes.length;
    },
  },
  {
    noun: 'event',
    table: 'events',
    key: 'id',
    republish: async (tx, ids) => {
      const known = await tx.manager.find(EventEntity, {
        where: { id: In(ids.filter(isId)) },
        select: { id: true },
        order: { id: 'ASC' },
      });
      for (const { id } of known) tx.publish(EventChanged, await lockEvent(tx.manager, id));
      return known.length;
    },
  },
];
