import { Controller } from '@nestjs/common';
import { SeatsChanged } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { DeliveriesService } from '../delivery/deliveries.service.js';
import { talliesOfSeats } from '../matters/tallies.rules.js';
import { TalliesService } from '../matters/tallies.service.js';
import { noticesOfSeats } from '../notices/seats.rules.js';
import { PresenceService } from './presence.service.js';

/** Follows seats: whose zones need reminders, and who is to be told that their seat changed. */
@Controller()
export class SeatsConsumer {
  constructor(
    private readonly presence: PresenceService,
    private readonly deliveries: DeliveriesService,
    private readonly tallies: TalliesService,
  ) {}

  @Consumes(SeatsChanged)
  async onSeats(fact: Fact<typeof SeatsChanged>, tx: Tx): Promise<void> {
    const session = await this.presence.note(tx, fact);
    await this.deliveries.open(tx, fact.data.sessionId, noticesOfSeats(fact));
    await this.tallies.note(tx, session.programmeId, talliesOfSeats(fact.data));
  }
}
