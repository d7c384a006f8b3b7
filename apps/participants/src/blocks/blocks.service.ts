import { Injectable } from '@nestjs/common';
import {
  actorKey,
  allows,
  authorize,
  invalidFields,
  notFound,
  RuleViolation,
  type MakeBlock,
  type NamePlace,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { newId, Transactions, type RequestContext, type Tx } from '#platform';
import { DataSource, In } from 'typeorm';
import { insertPerson } from '../people/people.queries.js';
import { Person } from '../people/person.entity.js';
import { CitiesService } from '../programme/cities.service.js';
import { replyOf } from '../seats/seat-reply.js';
import { Seat } from '../seats/seat.entity.js';
import { Seating } from '../seats/seating.js';
import { ACTIVE, whyClosed } from '../seats/seats.rules.js';
import { findSlots } from '../slots/slots.queries.js';
import { Block } from './block.entity.js';
import { MOST_PLACES_OF_CITY, namesUntilError } from './blocks.rules.js';

/** Places for a city's delegation whose names come later. */
@Injectable()
export class BlocksService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly cities: CitiesService,
  ) {}

  /**
   * Keeps places together: all of them or none, the city's allocation first, nobody's turn in the queue taken.
   * @throws RuleViolation `seat.full` naming how many could be kept; `seat.closed`; `city.unknown`
   */
  async make(
    { slotId, city, size, namesUntil: until }: ParsedInputOf<typeof MakeBlock>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof MakeBlock>> {
    const [seen] = await findSlots(this.dataSource.manager, { ids: [slotId] });
    if (!seen) throw notFound('slot', slotId);
    authorize(actor, 'block.write', { programmeId: seen.session.programmeId, city });
    await this.cities.require(city);
    const namesUntil = new Date(until);

    return this.transactions.command(async (tx) => {
      const seating = (await Seating.lock(tx, slotId))!;
      const closed = whyClosed(seating.session, seating.now);
      if (closed) throw new RuleViolation('seat.closed', closed);
      const wrong = namesUntilError(namesUntil, seating.session, seating.now);
      if (wrong) throw invalidFields([wrong]);
      const kept = await countPlaces(tx, slotId, city);
      if (kept + size > MOST_PLACES_OF_CITY) {
        const message = `must be at most ${MOST_PLACES_OF_CITY - kept}: ${MOST_PLACES_OF_CITY} places of a slot for one city`;
        throw invalidFields([{ path: 'size', message }]);
      }
      await seating.catchUp();
      const block = { id: newId(), slotId, city, size, namesUntil };
      await tx.manager.insert(Block, { ...block, madeBy: actorKey(actor), createdAt: seating.now });
      for (let place = 1; place <= size; place++) {
        if (seating.keepPlace(block, place)) continue;
        throw new RuleViolation('seat.full', `Only ${place - 1} places can be kept for ${city} now.`, {
          free: place - 1,
        });
      }
      await seating.save();
      return { ...block, namesUntil: namesUntil.toISOString() };
    });
  }

  /**
   * Gives a place a name, or a substitute, in one step: the place is never free in between. The same again: the same seat.
   * @throws RuleViolation `seat.state` for a place that fell free or was given up, or somebody who has a seat
   */
  async name(
    { blockId, place, who }: ParsedInputOf<typeof NamePlace>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof NamePlace>> {
    const block = await this.dataSource.manager.findOneBy(Block, { id: blockId });
    if (!block) throw notFound('block', blockId);
    const [seen] = await findSlots(this.dataSource.manager, { ids: [block.slotId] });
    const object = { programmeId: seen!.session.programmeId, city: block.city };
    if (!allows(actor, 'block.write', object)) throw notFound('block', blockId);

    return this.transactions.command(async (tx) => {
      const seating = (await Seating.lock(tx, block.slotId))!;
      const closed = whyClosed(seating.session, seating.now);
      if (closed) throw new RuleViolation('seat.closed', closed);
      await seating.catchUp();
      await seating.flush();
      const held = await tx.manager.findOneBy(Seat, { blockId, blockPlace: place, status: In([...ACTIVE]) });
      if (!held) throw new RuleViolation('seat.state', `Place ${place} of this block is no longer kept.`);
      const person = await findPerson(tx, who, block.city);
      const own = await seating.activeSeatOf(person.id);
      if (own?.id === held.id) return replyOf(seating, own);
      if (own && own.status !== 'waiting')
        throw new RuleViolation('seat.state', 'This person has a seat of their own in this slot.');
      const cause = held.personId === null ? 'named' : 'substituted';
      if (own) seating.cancel([own], 'named');
      seating.cancel([held], cause);
      const seat = seating.replace(held, person, cause);
      await seating.save();
      return replyOf(seating, seat);
    });
  }
}

async function countPlaces({ manager }: Tx, slotId: string, city: string): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM seats seat JOIN seat_blocks block ON block.id = seat.block_id
     WHERE block.slot_id = $1 AND block.city = $2 AND seat.status = ANY($3)`,
    [slotId, city, ACTIVE],
  );
  return row!.count;
}

async function findPerson(
  { manager, now }: Tx,
  who: ParsedInputOf<typeof NamePlace>['who'],
  city: string,
): Promise<Person> {
  if ('participantId' in who) {
    const person = await manager.findOneBy(Person, { id: who.participantId });
    if (!person) throw notFound('participant', who.participantId);
    return person;
  }
  const { email, name, language } = who;
  await insertPerson(manager, { email, name, city, ...(language && { language }) }, now);
  return manager.findOneByOrFail(Person, { email });
}
