/** Stands in for participants: `naive` takes seats with a transaction for each, `nothing` answers at once. */
import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { Authenticate, TakeSeat, type Seat, type OutputOf, type ParsedInputOf } from '#contracts';
import { Answers, newId, PlatformModule, startService } from '#platform';
import { AuthenticationService } from '../../../apps/participants/src/access/authentication.service.js';
import { Tokens } from '../../../apps/participants/src/access/tokens.js';
import { readParticipantsConfig, type ParticipantsConfig } from '../../../apps/participants/src/config.js';
import { dataSourceOptions } from '../../../apps/participants/src/data-source.js';
import { NaiveSeats } from '../seats/naive-seats.js';

const POOL = 10;
const config = readParticipantsConfig();
const naive = process.env['STAND_IN'] === 'naive' && NaiveSeats.start(config.DATABASE_URL, 'slot', POOL);

@Controller()
class StandInController {
  constructor(private readonly authentication: AuthenticationService) {}

  @Answers(Authenticate)
  async authenticate({ token }: ParsedInputOf<typeof Authenticate>): Promise<OutputOf<typeof Authenticate>> {
    return { actor: await this.authentication.authenticate(token) };
  }

  @Answers(TakeSeat)
  async take({ slotId, participantId }: ParsedInputOf<typeof TakeSeat>): Promise<OutputOf<typeof TakeSeat>> {
    if (naive) return { created: true, seat: await naive.take(slotId, participantId!) };
    const seat: Seat = {
      ...{ id: newId(), slotId, sessionId: slotId, mode: 'online', personId: participantId! },
      ...{ status: 'confirmed', groupSize: 1, position: null, createdAt: '2027-06-10T12:00:00.000Z' },
    };
    return { created: true, seat };
  }
}

@Module({})
class StandInModule {
  static register(settings: ParticipantsConfig): DynamicModule {
    const dataSource = dataSourceOptions(settings.DATABASE_URL);
    return {
      module: StandInModule,
      imports: [PlatformModule.forService({ name: 'participants', config: settings, dataSource })],
      controllers: [StandInController],
      providers: [{ provide: Tokens, useValue: new Tokens(settings.TOKEN_SECRET) }, AuthenticationService],
    };
  }
}

await startService(StandInModule.register(config));
