import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SessionChanged, SessionSignalled } from '#contracts';
import { OutboxRelay, Signals } from '#platform';

/** Tells live views of each change of a session as soon as it is published. */
@Injectable()
export class SessionSignals implements OnApplicationBootstrap {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly signals: Signals,
  ) {}

  onApplicationBootstrap(): void {
    this.relay.onPublished(SessionChanged, (session) =>
      this.signals.tell(SessionSignalled, session.id, session),
    );
  }
}
