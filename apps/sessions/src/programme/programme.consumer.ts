import { isDeepStrictEqual } from 'node:util';
import { Controller } from '@nestjs/common';
import { CityChanged, ProgrammeChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { openAccounts } from '../fairness/ledger.js';
import { Schedule } from '../scheduling/schedule.js';
import { CityCopy } from './city.entity.js';
import { eventsWithCity, saveCities, saveProgramme } from './programme.queries.js';

/**
 * Keeps the copies up to date. A city's new zone moves no session: a session's wall time has its own zone; but what
 * the hours weigh on the city is another, and corrected in the ledger.
 */
@Controller()
export class ProgrammeConsumer {
  @Consumes(CityChanged)
  async onCity({ data }: Fact<typeof CityChanged>, tx: Tx): Promise<void> {
    const before = await tx.manager.findOneBy(CityCopy, { slug: data.slug });
    await saveCities(tx.manager, [data]);
    const after = await tx.manager.findOneByOrFail(CityCopy, { slug: data.slug });
    if (before?.zone === after.zone && isDeepStrictEqual(before.comfort, after.comfort)) return;
    for (const eventId of await eventsWithCity(tx.manager, data.slug)) {
      await (await Schedule.open(tx, eventId)).checkLedger();
    }
  }

  /** A city that joins enters the ledger at once, at the median of the others at that time. */
  @Consumes(ProgrammeChanged)
  async onProgramme({ data }: Fact<typeof ProgrammeChanged>, tx: Tx): Promise<void> {
    await saveProgramme(tx.manager, data);
    await openAccounts(tx, data.id, data.cities, []);
  }
}
