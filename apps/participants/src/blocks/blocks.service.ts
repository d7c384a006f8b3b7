import { Injectable } from '@nestjs/common';
import {
  actorKey,
  allows,
  authorize,
  BlockMade,
  invalidFields,
  notFound,
  refusal,
  RuleViolation,
  type Actor,
  type BlockCounted,
  type ClearPlace,
  type FindBlock,
  type FindBlocks,
  type MakeBlock,
  type NamePlace,
  type OutputOf,
  type ParsedInputOf,
  type ReleaseBlock,
} from '#contracts';
import { isId, newId, readCursor, toPage, Transactions, type RequestContext, type Tx } from '#platform';
import { DataSource, In } from 'typeorm';
import { findNamed } from '../people/named-person.js';
import { CitiesService } from '../programme/cities.service.js';
import { EventsClient } from '../programme/events.client.js';
import { countSeatsInEvent, lockPerson } from '../registration/registration.queries.js';
import { checkLimit } from '../registration/registration.rules.js';
import { replyOf } from '../seats/seat-reply.js';
import { Seat } from '../seats/seat.entity.js';
import { Seating } from '../seats/seating.js';
import { ACTIVE, whyClosed } from '../seats/seats.rules.js';
import { findSlots } from '../slots/slots.queries.js';
import { Block } from './block.entity.js';
import { MOST_TOLD, placeOf, placesOf, tellBlock } from './block-history.rules.js';
import {
  countPlaces,
  endTimeForNames,
  findBlock,
  findPlaceLog,
  findPlaces,
  pageBlocks,
  type CountedBlock,
} from './blocks.queries.js';
import { checkTakesPart, MOST_PLACES_OF_CITY, namesUntilError } from './blocks.rules.js';

/** Places for a city's delegation whose names come later. */
@Injectable()
export class BlocksService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly cities: CitiesService,
    private readonly events: EventsClient,
  ) {}

  /**
   * Keeps places together: all of them or none, the city's allocation first, nobody's turn in the queue taken.
   * @throws RuleViolation `seat.full` naming how many could be kept; `seat.closed`; `city.unknown`; `partner.state` for a
   *   city that has left the event
   */
  async make(
    { slotId, city, size, namesUntil: until }: ParsedInputOf<typeof MakeBlock>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof MakeBlock>> {
    const [seen] = await findSlots(this.dataSource.manager, { ids: [slotId] });
    if (!seen) throw notFound('slot', slotId);
    authorize(actor, 'block.write', { programmeId: seen.session.programmeId, city });
    await this.cities.require(city);
    checkTakesPart(city, await this.events.findPartners(seen.session.eventId));
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
      const { id: sessionId, programmeId } = seen.session;
      const made = { ...block, namesUntil: namesUntil.toISOString() };
      tx.publish(BlockMade, { id: block.id, sessionId, programmeId, city, namesUntil: made.namesUntil });
      return made;
    });
  }

  /**
   * Gives a place a name, or a substitute, in one step: the place is never free in between. The same again: the same seat.
   * A place counts towards the limit per person of who is named, whoever names them.
   * @throws RuleViolation `seat.state` for a place that fell free or was given up, or somebody who has a seat;
   *   `registration.limit`
   */
  async name(
    { blockId, place, who }: ParsedInputOf<typeof NamePlace>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof NamePlace>> {
    const block = await this.visible(blockId, actor, 'block.write');
    if (place > block.size) throw noSuchPlace(block);

    return this.transactions.command(async (tx) => {
      const seating = (await Seating.lock(tx, block.slotId))!;
      const closed = whyClosed(seating.session, seating.now);
      if (closed) throw new RuleViolation('seat.closed', closed);
      await seating.catchUp();
      seating.flush();
      const held = await seatOfPlace(tx, blockId, place);
      if (!held) throw new RuleViolation('seat.state', `Place ${place} of this block is no longer kept.`);
      const person = await findNamed(tx, who, block.city);
      const own = await seating.activeSeatOf(person.id);
      if (own?.id === held.id) return replyOf(seating, own);
      if (own && own.status !== 'waiting')
        throw new RuleViolation('seat.state', 'This person has a seat of their own in this slot.');
      if (seating.slot.maxPerPerson !== null) {
        await lockPerson(tx.manager, person.id);
        const others = await countSeatsInEvent(
          tx.manager,
          person.id,
          seating.session.eventId,
          own?.id ?? null,
        );
        checkLimit(seating.slot, others, 1, 'participantId' in who ? 'participantId' : 'email');
      }
      const cause = held.personId === null ? 'named' : 'substituted';
      if (own) seating.cancel([own], 'named');
      seating.cancel([held], cause);
      const seat = seating.replace(held, person, cause);
      // A group that waited, and does so no more, may have kept others back.
      if (own) await seating.catchUp();
      await seating.save();
      return replyOf(seating, seat);
    });
  }

  /**
   * Takes the name out of a place. While names may come the place stays the delegation's; later it is who waits's. Again:
   * the same.
   */
  async clear(
    { blockId, place }: ParsedInputOf<typeof ClearPlace>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof ClearPlace>> {
    const block = await this.visible(blockId, actor, 'block.write');
    if (place > block.size) throw noSuchPlace(block);
    return this.transactions.command(async (tx) => {
      const seating = (await Seating.lock(tx, block.slotId))!;
      await seating.catchUp();
      seating.flush();
      const held = await seatOfPlace(tx, blockId, place);
      if (held?.personId) {
        await seating.giveUp(held, 'withdrawn');
        await seating.catchUp();
      }
      await seating.save();
      const kept = await findPlaces(tx.manager, blockId);
      return placeOf(
        place,
        kept.find((one) => one.place === place),
      );
    });
  }

  /**
   * Gives back the places that have no name, when it is known that none will come: as if the time for names were over.
   * Those with one stay. Again: the same.
   */
  async release(
    { id }: ParsedInputOf<typeof ReleaseBlock>,
    context: RequestContext,
  ): Promise<OutputOf<typeof ReleaseBlock>> {
    const block = await this.visible(id, context.actor, 'block.write');
    await this.transactions.command(async (tx) => {
      const seating = (await Seating.lock(tx, block.slotId))!;
      await endTimeForNames(tx, id, seating.now);
      await seating.catchUp();
      await seating.save();
      return { id };
    });
    return this.find({ id }, context);
  }

  /** A block with its places, what became of them, and how many wait for a name. */
  async find(
    { id }: ParsedInputOf<typeof FindBlock>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindBlock>> {
    const block = await this.visible(id, actor, 'block.read');
    const { manager } = this.dataSource;
    const places = placesOf(block.size, await findPlaces(manager, id));
    return {
      ...toReply(block),
      named: places.filter(({ state }) => state === 'named').length,
      free: places.filter(({ state }) => state === 'free').length,
      places,
      history: tellBlock(block, await findPlaceLog(manager, id, MOST_TOLD)),
    };
  }

  /** Blocks of a slot, of liaisons those of their city; or of a city in a programme. Oldest first. */
  async list(
    { of, cursor, limit }: ParsedInputOf<typeof FindBlocks>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindBlocks>> {
    const { manager } = this.dataSource;
    const [after] = readCursor(cursor) ?? [];
    if (after !== undefined && !isId(after)) throw notOfThisList();
    if ('city' in of) {
      authorize(actor, 'block.read', of);
      const wanted = { slotId: null, programmeId: of.programmeId, cities: [of.city] };
      return toPage((await pageBlocks(manager, wanted, after, limit + 1)).map(toReply), limit, ({ id }) => [
        id,
      ]);
    }
    const [slot] = await findSlots(manager, { ids: [of.slotId] });
    if (!slot) throw notFound('slot', of.slotId);
    const cities = citiesOf(actor, slot.session.programmeId);
    const wanted = { slotId: of.slotId, programmeId: null, cities };
    return toPage((await pageBlocks(manager, wanted, after, limit + 1)).map(toReply), limit, ({ id }) => [
      id,
    ]);
  }

  /** @throws RuleViolation `not-found` also for a block that the actor may not see */
  private async visible(
    id: string,
    actor: Actor,
    action: 'block.read' | 'block.write',
  ): Promise<CountedBlock> {
    const { manager } = this.dataSource;
    const block = await findBlock(manager, id);
    const [seen] = block ? await findSlots(manager, { ids: [block.slotId] }) : [];
    const object = { programmeId: seen?.session.programmeId ?? null, city: block?.city ?? null };
    if (!block || !allows(actor, action, object)) throw notFound('block', id);
    return block;
  }
}

/**
 * The cities whose blocks the actor sees in a programme; null: all.
 * @throws RuleViolation `access.*` for who speaks for no city there
 */
function citiesOf(actor: Actor, programmeId: string): string[] | null {
  if (allows(actor, 'block.read', { programmeId })) return null;
  const granted = actor.kind === 'person' ? actor.grants : [];
  const cities = granted.flatMap(({ city }) => city ?? []);
  const own = cities.filter((city) => allows(actor, 'block.read', { programmeId, city }));
  if (own.length === 0) throw refusal(actor, 'block.read');
  return own;
}

/** The seat by which a place is kept, with or without a name; null when it is not any more. */
function seatOfPlace({ manager }: Tx, blockId: string, place: number): Promise<Seat | null> {
  return manager.findOneBy(Seat, { blockId, blockPlace: place, status: In([...ACTIVE]) });
}

function toReply({ id, slotId, city, size, namesUntil, named, free }: CountedBlock): BlockCounted {
  return { id, slotId, city, size, namesUntil: namesUntil.toISOString(), named, free };
}

function noSuchPlace({ size }: { size: number }): RuleViolation {
  return invalidFields([{ path: 'place', message: `must be a place of the block, from 1 to ${size}` }]);
}

function notOfThisList(): RuleViolation {
  return invalidFields([{ path: 'cursor', message: 'must be the `next` of the page before' }]);
}
