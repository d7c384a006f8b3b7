import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  notFound,
  RuleViolation,
  type Actor,
  type FindReleases,
  type OutputOf,
  type ParsedInputOf,
  type PublishRelease,
  type PublishedRelease,
} from '#contracts';
import { Transactions } from '#platform';
import { DataSource } from 'typeorm';
import { divergenceOf } from '../clock-changes/divergence.js';
import { ProgrammeService } from '../programme/programme.service.js';
import { Schedule } from '../scheduling/schedule.js';
import { pageReleases } from './release.queries.js';
import { loadReleased } from './released-sessions.queries.js';

@Injectable()
export class ReleasesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly programme: ProgrammeService,
  ) {}

  /**
   * Publishes all drafts of the event that have a start.
   * @throws RuleViolation `not-found`, `event.state` for a cancelled event, `release.empty`
   */
  async publish({ eventId }: ParsedInputOf<typeof PublishRelease>, actor: Actor): Promise<PublishedRelease> {
    const { programmeId } = await this.programme.knownEvent(eventId);
    authorize(actor, 'release.publish', { programmeId });
    return this.transactions.command(async (tx) => {
      const schedule = await Schedule.open(tx, eventId);
      schedule.checkOpen();
      await schedule.releaseDrafts(await schedule.sessions());
      const release = await schedule.close();
      if (!release) {
        throw new RuleViolation('release.empty', 'No draft has a start: there is nothing to publish.');
      }
      const divergence = await divergenceOf(tx, release);
      return { ...release.reply(), ...(divergence.length > 0 && { divergence }) };
    });
  }

  /**
   * Newest first. Releases are public; an event that is a draft is not.
   * @throws RuleViolation `not-found` for an event that doesn't exist
   */
  async find(
    input: ParsedInputOf<typeof FindReleases>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindReleases>> {
    const { items, next } = await pageReleases(this.dataSource.manager, input);
    // What has a release exists: only an empty reply is worth a look.
    if (items.length === 0) await this.checkVisible(input.eventId, actor);
    const { eventId, number, schedule } = input;
    if (!schedule || number === undefined) return { items: items.map((release) => release.reply()), next };
    const sessions = await loadReleased(this.dataSource.manager, { eventId, number });
    return { items: items.map((release) => ({ ...release.reply(), schedule: sessions })), next };
  }

  private async checkVisible(eventId: string, actor: Actor): Promise<void> {
    const { status, programmeId } = await this.programme.knownEvent(eventId);
    if (status === 'draft' && !allows(actor, 'draft.read', { programmeId })) throw notFound('event', eventId);
  }
}
