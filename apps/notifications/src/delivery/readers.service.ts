import { Injectable } from '@nestjs/common';
import { PROGRAMME_ROLES, type RoleHolder } from '#contracts';
import { DataSource } from 'typeorm';
import { cityName } from '../matters/matter.js';
import { findCities } from '../matters/matters.queries.js';
import { SessionRolesService } from '../matters/session-roles.service.js';
import type { SessionNotice, SessionReader } from '../notices/notice.js';
import type { Subject } from '../notices/session-page.js';
import { roleOf } from '../reminders/reminder.rules.js';
import type { DeliveryEntity } from './delivery.entity.js';
import { RecipientsClient } from './recipients.client.js';

/** Who deliveries about a session go to, as they are when the mail goes out. */
@Injectable()
export class ReadersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recipients: RecipientsClient,
    private readonly roles: SessionRolesService,
  ) {}

  /**
   * By person: with their seat, with what they do there, or with both. Who is told as what they are not any more is left
   * out, though they may have a seat.
   * @throws RuleViolation when another service does not answer
   */
  async find(
    notice: SessionNotice,
    subject: Subject,
    deliveries: readonly DeliveryEntity[],
  ): Promise<Map<string, SessionReader>> {
    const readers = await this.withSeats(notice, subject.session.id, deliveries);
    for (const as of PROGRAMME_ROLES) {
      const told = deliveries.filter(({ audience }) => roleOf(audience) === as);
      if (told.length === 0) continue;
      const holders = await this.holders(notice, as, subject, idsOf(told));
      const roles = await this.roles.find(as, subject, holders);
      for (const { personId } of told) {
        const holder = holders.find((each) => each.personId === personId);
        const role = roles.get(personId);
        const seat = readers.get(personId) ?? { seatStatus: null, mode: null };
        if (holder && role) readers.set(personId, { ...holder, ...seat, role });
        else readers.delete(personId);
      }
    }
    return readers;
  }

  /** Who has the role in the session; where the notice is for those who had it, who has it in others of its programme only. */
  private async holders(
    { toFormer }: SessionNotice,
    as: (typeof PROGRAMME_ROLES)[number],
    { session }: Subject,
    personIds: readonly string[],
  ): Promise<RoleHolder[]> {
    const current = await this.recipients.findSessionRoles(as, session, personIds);
    if (toFormer !== as) return current;
    const known = await this.recipients.findRoles(session.programmeId ?? '', as, personIds);
    return known.filter(({ personId }) => !current.some((holder) => holder.personId === personId));
  }

  private async withSeats(
    notice: SessionNotice,
    sessionId: string,
    deliveries: readonly DeliveryEntity[],
  ): Promise<Map<string, SessionReader>> {
    const readers = new Map<string, SessionReader>(
      await this.recipients.find(sessionId, idsOf(deliveries), notice),
    );
    const delegates = [...readers.values()].filter(({ delegateOf }) => delegateOf);
    if (delegates.length === 0) return readers;
    const cities = await findCities(this.dataSource);
    for (const delegate of delegates) {
      readers.set(delegate.personId, { ...delegate, delegateOf: cityName(cities, delegate.delegateOf!) });
    }
    return readers;
  }
}

const idsOf = (deliveries: readonly DeliveryEntity[]) => deliveries.map(({ personId }) => personId);
