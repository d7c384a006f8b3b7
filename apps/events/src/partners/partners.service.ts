import { Injectable } from '@nestjs/common';
import {
  authorize,
  EventChanged,
  notFound,
  type Actor,
  type AnswerPartner,
  type InvitePartner,
  type ParsedInputOf,
  type Partner,
} from '#contracts';
import { isId, newId, Transactions } from '#platform';
import { requireCities } from '../cities/cities.queries.js';
import { lockEvent, requireVisibleEvent } from '../events/events.queries.js';
import { EventEntity } from '../events/event.entity.js';
import { requireNotCancelled } from '../events/events.rules.js';
import { lockProgramme } from '../programmes/programmes.queries.js';
import { maySeeDrafts } from '../programmes/visibility.rules.js';
import { differences } from '../versions.rules.js';
import { PartnerEntity } from './partner.entity.js';
import { answered, newPartner, requireInvitable } from './partners.rules.js';

@Injectable()
export class PartnersService {
  constructor(private readonly transactions: Transactions) {}

  /** Also a city that has declined or withdrawn, which is invited anew as the same partner. */
  invite({ eventId, ...input }: ParsedInputOf<typeof InvitePartner>, actor: Actor): Promise<Partner> {
    return this.transactions.command(async (tx) => {
      const { programmeId } = await requireVisibleEvent(tx.manager, eventId, actor);
      authorize(actor, 'partner.invite', { programmeId });
      await requireCities(tx.manager, [{ path: 'city', slug: input.city }]);
      const programme = await lockProgramme(tx.manager, programmeId);
      const event = await lockEvent(tx.manager, eventId);
      requireNotCancelled(event);
      requireInvitable(input, event, programme.cities, tx.now);
      const known = event.partners.find(({ city }) => city === input.city);
      const partner = Object.assign(
        known ?? tx.manager.create(PartnerEntity),
        newPartner(known?.id ?? newId(), event, input, tx.now),
      );
      if (!known) event.partners.push(partner);
      event.version += 1;
      await tx.manager.save(EventEntity, event);
      tx.publish(EventChanged, event);
      return partner;
    });
  }

  answer(
    { partnerId, answer, ...input }: ParsedInputOf<typeof AnswerPartner>,
    actor: Actor,
  ): Promise<Partner> {
    return this.transactions.command(async (tx) => {
      const found = isId(partnerId)
        ? await tx.manager.findOne(PartnerEntity, { where: { id: partnerId }, relations: { event: true } })
        : null;
      if (!found || !mayKnow(actor, found)) throw notFound('partner', partnerId);
      authorize(actor, answer === 'withdraw' ? 'partner.withdraw' : 'partner.answer', {
        programmeId: found.event!.programmeId,
        city: found.city,
      });
      const event = await lockEvent(tx.manager, found.eventId);
      requireNotCancelled(event);
      const partner = event.partners.find(({ id }) => id === partnerId)!;
      const values = differences(partner, answered(partner, answer, input));
      if (Object.keys(values).length === 0) return partner;
      Object.assign(partner, values);
      event.version += 1;
      await tx.manager.save(EventEntity, event);
      tx.publish(EventChanged, event);
      return partner;
    });
  }
}

/** Partners are as public as their event. */
function mayKnow(actor: Actor, { event }: PartnerEntity): boolean {
  return event!.publishedAt !== null || maySeeDrafts(actor, event!.programmeId);
}
