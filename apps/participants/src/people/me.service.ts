import { Injectable } from '@nestjs/common';
import { refusal, type ChangeMe, type FindMe, type OutputOf, type ParsedInputOf } from '#contracts';
import { Transactions, type RequestContext } from '#platform';
import { DataSource } from 'typeorm';
import { CitiesService } from '../programme/cities.service.js';
import { publishRolesRezoned } from '../roles/roles.queries.js';
import { readMe } from './me.queries.js';
import { requireZone } from './people.rules.js';
import { Person } from './person.entity.js';
import { rezoneSeats } from './rezoned-seats.js';

type Me = OutputOf<typeof FindMe>;

/** What people read and say of themselves. */
@Injectable()
export class MeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly cities: CitiesService,
  ) {}

  find({ actor }: RequestContext): Promise<Me> {
    if (actor.kind !== 'person') throw refusal(actor, 'me.read');
    return readMe(this.dataSource.manager, actor.id);
  }

  /**
   * Changes what is named. Where times are read in another zone afterwards, reminders and mails follow.
   * @throws RuleViolation `time.zone`, `city.unknown`
   */
  async change(patch: ParsedInputOf<typeof ChangeMe>, { actor }: RequestContext): Promise<Me> {
    if (actor.kind !== 'person') throw refusal(actor, 'me.change');
    const { id } = actor;
    const values = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    requireZone(patch.zone);
    await this.cities.require(patch.city ?? undefined);

    return this.transactions.command(async (tx) => {
      const save = async () => {
        if (Object.keys(values).length > 0) await tx.manager.update(Person, { id }, values);
      };
      if (patch.zone === undefined && patch.city === undefined) await save();
      else {
        await rezoneSeats(tx, id, save);
        await publishRolesRezoned(tx, id);
      }
      return readMe(tx.manager, id);
    });
  }
}
