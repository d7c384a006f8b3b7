import { Injectable } from '@nestjs/common';
import {
  authorize,
  EventChanged,
  ProgrammeChanged,
  type Actor,
  type ChangeEvent,
  type CreateEvent,
  type Event,
  type FindEvents,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { newId, toPage, Transactions, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { requireCities } from '../cities/cities.queries.js';
import type { ProgrammeEntity } from '../programmes/programme.entity.js';
import { lockProgramme, lockVisibleProgramme } from '../programmes/programmes.queries.js';
import { maySeeDrafts } from '../programmes/visibility.rules.js';
import { refuseTakenSlug } from '../slugs.js';
import { change, requireVersion } from '../versions.rules.js';
import { EventEntity } from './event.entity.js';
import { findVisibleEvents, lockEvent, requireVisibleEvent } from './events.queries.js';
import { newEvent, patched, published, requireSoundEvent, withoutNotes } from './events.rules.js';

@Injectable()
export class EventsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** With their partners, in the order of their days. What a city has noted is for those who plan the event with it. */
  async find(input: ParsedInputOf<typeof FindEvents>, actor: Actor): Promise<OutputOf<typeof FindEvents>> {
    const found = await findVisibleEvents(this.dataSource.manager, input, actor);
    const events = found.map((event) =>
      maySeeDrafts(actor, event.programmeId) ? event : withoutNotes(event),
    );
    return toPage(events, input.limit, ({ startsOn, id }) => [startsOn, id]);
  }

  create({ programme: idOrSlug, ...input }: ParsedInputOf<typeof CreateEvent>, actor: Actor): Promise<Event> {
    return this.transactions.command(async (tx) => {
      const programme = await lockVisibleProgramme(tx.manager, idOrSlug, actor);
      authorize(actor, 'event.create', { programmeId: programme.id });
      await requireCities(tx.manager, [{ path: 'hostCity', slug: input.hostCity }]);
      requireSoundEvent(input, programme.cities);
      const event = newEvent(newId(), programme.id, input);
      await refuseTakenSlug('event', event.slug, tx.manager.insert(EventEntity, event));
      tx.publish(EventChanged, event);
      return event;
    });
  }

  change({ id, patch, ifVersion }: ParsedInputOf<typeof ChangeEvent>, actor: Actor): Promise<Event> {
    return this.transactions.command(async (tx) => {
      const { programmeId } = await requireVisibleEvent(tx.manager, id, actor);
      authorize(actor, 'event.change', { programmeId });
      const programme = await lockProgramme(tx.manager, programmeId);
      const event = await lockEvent(tx.manager, id);
      requireVersion(event, ifVersion);
      await this.save(tx, programme, event, patched(event, patch, programme.cities, tx.now));
      return event;
    });
  }

  /** A release of its schedule publishes a draft event. */
  async publishReleased(tx: Tx, id: string): Promise<void> {
    const { programmeId } = await tx.manager.findOneByOrFail(EventEntity, { id });
    const programme = await lockProgramme(tx.manager, programmeId);
    const event = await lockEvent(tx.manager, id);
    await this.save(tx, programme, event, published(event, tx.now));
  }

  /** Saves and tells what changed; the first published event makes its programme public. */
  private async save(
    tx: Tx,
    programme: ProgrammeEntity,
    event: EventEntity,
    values: Partial<EventEntity>,
  ): Promise<void> {
    if (!change(event, values)) return;
    await tx.manager.save(EventEntity, event);
    tx.publish(EventChanged, event);
    if (event.status !== 'published' || !change(programme, { published: true })) return;
    await tx.manager.save(programme);
    tx.publish(ProgrammeChanged, programme);
  }
}
