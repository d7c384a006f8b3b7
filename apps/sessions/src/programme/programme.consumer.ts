import { Controller } from '@nestjs/common';
import { CityChanged, ProgrammeChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { saveCities, saveProgramme } from './programme.queries.js';

/** Keeps the copies up to date. A city's new zone moves no session: a session's wall time has its own zone. */
@Controller()
export class ProgrammeConsumer {
  @Consumes(CityChanged)
  onCity({ data }: Fact<typeof CityChanged>, tx: Tx): Promise<void> {
    return saveCities(tx.manager, [data]);
  }

  @Consumes(ProgrammeChanged)
  onProgramme({ data }: Fact<typeof ProgrammeChanged>, tx: Tx): Promise<void> {
    return saveProgramme(tx.manager, data);
  }
}
