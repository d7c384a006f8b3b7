import { Injectable } from '@nestjs/common';
import { GiveGrant } from '#contracts';
import { currentContext, Requests, runInContext } from '#platform';
import { Authentication } from './authentication.js';

/** Who makes a programme organizes it: grants belong to participants, programmes to events, so the gateway joins them. */
@Injectable()
export class OrganizerGrants {
  constructor(
    private readonly requests: Requests,
    private readonly authentication: Authentication,
  ) {}

  /**
   * Makes the actor at hand an organizer of the programme, unless they are already or are an admin. Call it only
   * after events has let them make the programme. Repeating is safe.
   */
  async giveTo(programmeId: string): Promise<void> {
    const { idempotencyKey: _theClients, ...context } = currentContext();
    const { actor } = context;
    if (actor.kind !== 'person') return;
    const has = actor.grants.some(
      ({ role, programmeId: granted }) =>
        role === 'admin' || (role === 'organizer' && granted === programmeId),
    );
    if (has) return;
    // Asked as the gateway: under its name, two clients' equal keys would be one key.
    await runInContext(context, () =>
      this.requests.ask(
        GiveGrant,
        { participantId: actor.id, role: 'organizer', programme: programmeId },
        { asService: true },
      ),
    );
    this.authentication.forgetAll();
  }
}
