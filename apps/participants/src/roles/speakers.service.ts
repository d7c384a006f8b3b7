import { Injectable } from '@nestjs/common';
import {
  actorKey,
  authorize,
  notFound,
  type NameSpeaker,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Transactions, type RequestContext } from '#platform';
import { findNamed } from '../people/named-person.js';
import { SessionsClient } from '../programme/sessions.client.js';
import { publishRoles } from './roles.queries.js';

/** Who the speakers of sessions are, so that they can be written to. */
@Injectable()
export class SpeakersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsClient,
  ) {}

  /**
   * Says who a speaker is, in every session of the event; said again, it is corrected.
   * @throws RuleViolation `not-found` for a session, a speaker of it or a participant that there is not
   */
  async name(
    { sessionId, speakerId, who }: ParsedInputOf<typeof NameSpeaker>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof NameSpeaker>> {
    const [session] = await this.sessions.findStates({ ids: [sessionId] });
    if (!session) throw notFound('session', sessionId);
    const { programmeId, speakers } = session;
    authorize(actor, 'speaker.name', { programmeId });
    const speaker = speakers.find(({ id }) => id === speakerId);
    if (!speaker) throw notFound('speaker', speakerId);

    return this.transactions.command(async (tx) => {
      const person = await findNamed(tx, who, speaker.city);
      const changed = await tx.manager.query<unknown[]>(
        `INSERT INTO speaker_persons AS known (speaker_id, person_id, programme_id, named_by, changed_at, version)
         VALUES ($1, $2, $3, $4, $5, 1)
         ON CONFLICT (speaker_id) DO UPDATE SET person_id = excluded.person_id, named_by = excluded.named_by,
           changed_at = excluded.changed_at, version = known.version + 1
           WHERE known.person_id <> excluded.person_id
         RETURNING 1`,
        [speakerId, person.id, programmeId, actorKey(actor), tx.now],
      );
      if (changed.length > 0) await publishRoles(tx, [speakerId]);
      return { speakerId, personId: person.id };
    });
  }
}
