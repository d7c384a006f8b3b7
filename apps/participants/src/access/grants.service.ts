import { Injectable } from '@nestjs/common';
import {
  actorKey,
  authorize,
  invalidFields,
  mayAttempt,
  notFound,
  refusal,
  type GiveGrant,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Transactions, type RequestContext } from '#platform';
import { Person } from '../people/person.entity.js';
import { CitiesService } from '../programme/cities.service.js';
import { EventsClient } from '../programme/events.client.js';
import { publishRoles } from '../roles/roles.queries.js';
import { ensureGrant } from './access.queries.js';
import { grantErrors } from './grants.rules.js';

@Injectable()
export class GrantsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly events: EventsClient,
    private readonly cities: CitiesService,
  ) {}

  /** Gives a role; an organizer only of their own programmes, an admin any. The same grant again is the same row. */
  async give(
    { participantId, role, programme, city }: ParsedInputOf<typeof GiveGrant>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof GiveGrant>> {
    if (!mayAttempt(actor, 'grant.give')) throw refusal(actor, 'grant.give');
    const errors = grantErrors({ role, programme, city });
    if (errors.length > 0) throw invalidFields(errors);
    const found = programme === undefined ? null : await this.events.findProgramme(programme);
    const programmeId = found?.id ?? null;
    // Somebody who organizes nothing must not learn which programmes there are.
    authorize(actor, 'grant.give', { programmeId });
    if (programme !== undefined && !programmeId) throw notFound('programme', programme);
    await this.cities.require(city);
    if (city !== undefined && !found?.cities.includes(city)) {
      throw invalidFields([{ path: 'city', message: 'must be one of the cities of the programme' }]);
    }

    return this.transactions.command(async (tx) => {
      if (!(await tx.manager.existsBy(Person, { id: participantId })))
        throw notFound('participant', participantId);
      const { id, isNew } = await ensureGrant(tx.manager, {
        personId: participantId,
        role,
        programmeId,
        city: city ?? null,
        givenBy: actorKey(actor),
        createdAt: tx.now,
      });
      if (isNew) await publishRoles(tx, [id]);
      return { id, participantId, role, programmeId, city: city ?? null };
    });
  }
}
