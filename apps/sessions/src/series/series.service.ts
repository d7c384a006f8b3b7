import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  notFound,
  type Actor,
  type CancelSeries,
  type CreateSeries,
  type FindSeries,
  type OutputOf,
  type ParsedInputOf,
  type Series as SeriesReply,
} from '#contracts';
import { newId, Transactions } from '#platform';
import { DataSource } from 'typeorm';
import { ProgrammeService } from '../programme/programme.service.js';
import { Schedule } from '../scheduling/schedule.js';
import { draftScope } from '../scheduling/session.queries.js';
import { draftSession, namedCities, partsByDefault, revise } from '../scheduling/session-revision.js';
import { checkVersion } from '../scheduling/session.rules.js';
import { draftOccurrences, seriesSlug, templateOf } from './occurrence.js';
import { placeOccurrences } from './occurrence.rules.js';
import { refuseDoubleBookings } from './series-booking.js';
import { seriesReply } from './series-reply.js';
import { Series } from './series.entity.js';
import { loadOccurrences, loadSeriesSessions, pageSeries } from './series.queries.js';
import { checkActive } from './series.rules.js';

/** Sessions that repeat: made, read and cancelled whole. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly programme: ProgrammeService,
  ) {}

  /**
   * Makes a series and its sessions, as drafts, in one transaction.
   * @throws RuleViolation as for a session, for all occurrences at once; `validation.failed` naming `rule`, `exclude[i]`,
   *   `include[i]`; `time.gap` and `time.overlap` with `{occurrences}`
   */
  async create(input: ParsedInputOf<typeof CreateSeries>, actor: Actor): Promise<SeriesReply> {
    const { eventId, slug, allowConflicts, start, rule, exclude, include, onGap = null, ...fields } = input;
    const cities = namedCities(fields).flatMap(({ city }) => city ?? []);
    const { id, programmeId, status } = await this.programme.knownEvent(eventId, {
      partners: !fields.parts,
      cities,
    });
    if (status === 'draft' && !allows(actor, 'draft.read', { programmeId })) throw notFound('event', id);
    authorize(actor, 'session.write', { programmeId });
    const { occurrences, ...notes } = placeOccurrences({ start, rule, exclude, include, onGap });

    return this.transactions.command(async (tx) => {
      const schedule = await Schedule.open(tx, id);
      schedule.checkOpen();
      // One that is not saved: what all begin with is found, or made, once.
      const model = draftSession(schedule.event, { slug: '', durationMinutes: fields.durationMinutes });
      await revise(tx.manager, schedule, model, fields);
      if (!fields.parts) model.parts = partsByDefault(model, schedule.cities);
      const series = Object.assign(new Series(), {
        id: newId(),
        eventId: id,
        programmeId,
        status: 'active',
        version: 1,
        title: fields.title,
        durationMinutes: fields.durationMinutes,
        start,
        rule,
        exclude,
        include,
        onGap,
        ...notes,
        template: templateOf(model),
        slug: seriesSlug({ slug, title: fields.title }),
        lastNumber: 0,
      } satisfies Series);
      const sessions = await draftOccurrences(tx.manager, schedule, series, occurrences);
      if (!allowConflicts) await refuseDoubleBookings(tx.manager, sessions, sessions);
      await tx.manager.insert(Series, series);
      await schedule.saveAll(sessions.map((session) => ({ session, before: null })));
      return seriesReply(series, sessions, 'all');
    });
  }

  /** @throws RuleViolation `not-found`, `version.mismatch`, `session.state`, `access.forbidden` */
  async cancel({ id, ifVersion }: ParsedInputOf<typeof CancelSeries>, actor: Actor): Promise<SeriesReply> {
    const { eventId } = await this.findForChange(id, actor);
    return this.transactions.command(async (tx) => {
      const schedule = await Schedule.open(tx, eventId);
      const series = await tx.manager.findOneByOrFail(Series, { id });
      checkVersion(series.version, ifVersion);
      checkActive(series.status);
      for (const session of await loadSeriesSessions(tx.manager, id)) {
        const isOver = session.startsAt !== null && session.startsAt <= tx.now;
        if (session.status !== 'cancelled' && !isOver) await schedule.cancel(session, { alone: false });
      }
      await tx.manager.save(Object.assign(series, { status: 'cancelled', version: series.version + 1 }));
      await schedule.close();
      return seriesReply(series, await loadOccurrences(tx.manager, [id]), 'all');
    });
  }

  async find(input: ParsedInputOf<typeof FindSeries>, actor: Actor): Promise<OutputOf<typeof FindSeries>> {
    const { manager } = this.dataSource;
    const drafts = draftScope(actor);
    const page = await pageSeries(manager, input, drafts, input);
    const sessions = await loadOccurrences(
      manager,
      page.items.map(({ id }) => id),
    );
    return { items: page.items.map((series) => seriesReply(series, sessions, drafts)), next: page.next };
  }

  /**
   * A series for somebody who wants to change it. Who may see none of its sessions is not told that it exists.
   * @throws RuleViolation `not-found`, `access.unauthenticated`, `access.forbidden`
   */
  async findForChange(id: string, actor: Actor): Promise<Series> {
    const { items } = await pageSeries(this.dataSource.manager, { ids: [id] }, draftScope(actor), {
      limit: 1,
    });
    const [series] = items;
    if (!series) throw notFound('series', id);
    authorize(actor, 'session.write', { programmeId: series.programmeId });
    return series;
  }
}
