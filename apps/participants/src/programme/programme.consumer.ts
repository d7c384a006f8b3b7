import { Controller } from '@nestjs/common';
import { CityChanged, ProgrammeChanged, SessionChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { CitiesService } from './cities.service.js';
import { keepProgramme } from './programmes.queries.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class ProgrammeConsumer {
  constructor(
    private readonly cities: CitiesService,
    private readonly sessions: SessionsService,
  ) {}

  @Consumes(CityChanged)
  onCity({ data }: Fact<typeof CityChanged>, tx: Tx): Promise<void> {
    return this.cities.apply(tx, data);
  }

  @Consumes(ProgrammeChanged)
  onProgramme({ data }: Fact<typeof ProgrammeChanged>, tx: Tx): Promise<void> {
    return keepProgramme(tx.manager, data);
  }

  @Consumes(SessionChanged)
  onSession({ data }: Fact<typeof SessionChanged>, tx: Tx): Promise<void> {
    return this.sessions.apply(tx, data);
  }
}
