import { Controller } from '@nestjs/common';
import { SignInRequested } from '#contracts';
import { Consumes, type Fact, type Tx } from '#platform';
import { DeliveriesService } from './deliveries.service.js';

/** Sends the link to whoever asked to sign in. */
@Controller()
export class SignInConsumer {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Consumes(SignInRequested)
  onSignIn(fact: Fact<typeof SignInRequested>, tx: Tx): Promise<void> {
    return this.deliveries.openSignIn(tx, fact.data);
  }
}
