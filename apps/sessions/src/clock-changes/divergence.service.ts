import { Injectable } from '@nestjs/common';
import {
  authorize,
  DivergenceWarned,
  invalidFields,
  notFound,
  type Actor,
  type Divergence,
  type FieldError,
  type FindDivergence,
  type ParsedInputOf,
  type SettleDivergence,
  type Start,
} from '#contracts';
import { Clock, Transactions, type Tx } from '#platform';
import { DataSource } from 'typeorm';
import { Schedule } from '../scheduling/schedule.js';
import { draftScope } from '../scheduling/session.queries.js';
import { checkChange, citiesToAsk } from '../scheduling/session.rules.js';
import { refuseDoubleBookings } from '../series/series-booking.js';
import { Series } from '../series/series.entity.js';
import { pageSeries } from '../series/series.queries.js';
import { refuseUnasked } from '../series/series.rules.js';
import { readClocks, type SeriesClocks } from './divergence.js';
import { noteWarnings, saveChoices, unwarnedSeries } from './divergence.queries.js';
import { startKeeping, type Occurrence } from './divergence.rules.js';

/** Organizers are warned so long before. */
const AHEAD_DAYS = 28;

type Settling = ParsedInputOf<typeof SettleDivergence>;

/** Occurrences whose local times in other cities shift against each other, and what is chosen for them. */
@Injectable()
export class DivergenceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws RuleViolation `not-found`, `access.forbidden` for who may not see drafts */
  async find({ seriesId }: ParsedInputOf<typeof FindDivergence>, actor: Actor): Promise<Divergence> {
    const series = await this.visibleSeries(seriesId, actor);
    authorize(actor, 'draft.read', { programmeId: series.programmeId });
    const { manager } = this.dataSource;
    return (await readClocks(manager, series, await this.clock.now())).divergence;
  }

  /**
   * Keeps the host's wall time, which only says that it is meant so, or the instant at which a city usually meets.
   * @throws RuleViolation `validation.failed` for sessions that don't shift, or not in that city; `move.required`,
   *   `delay.required`, `schedule.conflict`
   */
  async settle(input: Settling, actor: Actor): Promise<Divergence> {
    const { eventId, programmeId } = await this.visibleSeries(input.seriesId, actor);
    authorize(actor, 'session.write', { programmeId });
    return this.transactions.command(async (tx) => {
      const schedule = await Schedule.open(tx, eventId);
      schedule.checkOpen();
      const series = await tx.manager.findOneByOrFail(Series, { id: input.seriesId });
      const clocks = await readClocks(tx.manager, series, tx.now);
      const chosen = chosenOccurrences(clocks, input);
      if (input.keep === 'instant') await this.move(tx, schedule, clocks, chosen, input);
      await saveChoices(tx.manager, input.occurrences, input.keep, input.city);
      await schedule.close();
      return (await readClocks(tx.manager, series, tx.now)).divergence;
    });
  }

  /** Released series that have occurrences which shift four weeks ahead at most, and were not looked at for that. */
  unwarned(): Promise<string[]> {
    return unwarnedSeries(this.dataSource.manager, AHEAD_DAYS);
  }

  /** Warns the organizers, once of each occurrence, unless something has been chosen for it. */
  warnOf(seriesId: string): Promise<void> {
    return this.transactions.run(async (tx) => {
      const series = await tx.manager.findOneByOrFail(Series, { id: seriesId });
      const { divergence } = await readClocks(tx.manager, series, tx.now);
      const due = await noteWarnings(
        tx.manager,
        divergence.occurrences.map(({ sessionId }) => sessionId),
        AHEAD_DAYS,
      );
      if (due.size === 0) return;
      tx.publish(DivergenceWarned, {
        programmeId: series.programmeId,
        eventId: series.eventId,
        seriesId,
        occurrences: divergence.occurrences
          .filter(({ sessionId }) => due.has(sessionId))
          .flatMap(({ sessionId, cities }) => cities.map(({ part: _, ...city }) => ({ sessionId, ...city }))),
      });
    });
  }

  private async move(
    tx: Tx,
    schedule: Schedule,
    { sessions, cities }: SeriesClocks,
    chosen: readonly Occurrence[],
    { city, allowConflicts }: Settling,
  ): Promise<void> {
    const zoneOf = (slug: string) => cities.find((known) => known.slug === slug)!.zone;
    const changes = chosen.map((occurrence) => {
      const session = sessions.find(({ id }) => id === occurrence.sessionId)!;
      const before = session.content();
      session.start = newStart(occurrence, city, zoneOf);
      return { session, before, after: session.content() };
    });
    refuseUnasked(
      changes.map(({ session, before, after }) => ({
        session: session.id,
        start: after.start,
        cities: citiesToAsk(before, after),
      })),
    );
    for (const { session, before, after } of changes) checkChange(session.id, before, after, tx.now);
    const moved = changes.map(({ session }) => session);
    if (!allowConflicts) await refuseDoubleBookings(tx.manager, moved, sessions);
    // Each is an exception from its series now.
    await schedule.saveAll(changes);
  }

  private async visibleSeries(id: string, actor: Actor): Promise<Series> {
    const { items } = await pageSeries(this.dataSource.manager, { ids: [id] }, draftScope(actor), {
      limit: 1,
    });
    if (!items[0]) throw notFound('series', id);
    return items[0];
  }
}

function newStart(occurrence: Occurrence, city: string | undefined, zoneOf: (slug: string) => string): Start {
  if (city === undefined) return occurrence.keepInstant.start;
  const named = occurrence.cities.find((shifted) => shifted.city === city)!;
  return startKeeping(named, zoneOf(city), occurrence.start);
}

/** The occurrences that are named, all of which shift. */
function chosenOccurrences({ divergence }: SeriesClocks, { occurrences, city }: Settling): Occurrence[] {
  const errors: FieldError[] = [];
  const found = [...new Set(occurrences)].flatMap((id) => {
    const path = `occurrences[${occurrences.indexOf(id)}]`;
    const occurrence = divergence.occurrences.find(({ sessionId }) => sessionId === id);
    if (!occurrence) {
      errors.push({ path, message: `“${id}” is no occurrence to come whose local times shift` });
    } else if (city !== undefined && !occurrence.cities.some((shifted) => shifted.city === city)) {
      const shifting = occurrence.cities.map((shifted) => shifted.city).join(', ');
      errors.push({
        path: 'city',
        message: `“${city}” does not shift on ${occurrence.start.local}, but ${shifting}`,
      });
    }
    return occurrence ?? [];
  });
  if (errors.length > 0) throw invalidFields(errors);
  return found;
}
