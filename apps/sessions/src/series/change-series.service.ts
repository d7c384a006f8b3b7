import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Actor, ChangeSeries, ParsedInputOf, Series as SeriesReply } from '#contracts';
import { Transactions, type Tx } from '#platform';
import { ProgrammeService } from '../programme/programme.service.js';
import { Schedule } from '../scheduling/schedule.js';
import type { Session } from '../scheduling/session.entity.js';
import { namedCities, revise, setSpeakers, setStart } from '../scheduling/session-revision.js';
import {
  changedFields,
  checkChange,
  checkVersion,
  citiesToAsk,
  type ContentField,
  type SessionContent,
} from '../scheduling/session.rules.js';
import { draftOccurrence, draftOccurrences, templateOf } from './occurrence.js';
import {
  placeOccurrences,
  rearrange,
  shifted,
  shiftOf,
  type Member,
  type Placed,
  type PlacedOccurrence,
  type Rearrangement,
} from './occurrence.rules.js';
import { refuseDoubleBookings } from './series-booking.js';
import { seriesReply } from './series-reply.js';
import { Series } from './series.entity.js';
import { loadOccurrences, loadSeriesSessions, renameOccurrences } from './series.queries.js';
import { checkActive, refuseUnasked } from './series.rules.js';
import { SeriesService } from './series.service.js';

type Patch = ParsedInputOf<typeof ChangeSeries>['patch'];

const FIELDS = [
  'title',
  'format',
  'purpose',
  'languages',
  'parts',
  'place',
  'speakers',
  'durationMinutes',
] as const satisfies readonly ContentField[];
const PATTERN = ['start', 'rule', 'exclude', 'include', 'onGap'] as const;
/** A change of these can double-book somebody. */
const BOOKED_BY: readonly ContentField[] = ['start', 'durationMinutes', 'place', 'speakers'];

interface Change {
  session: Session;
  before: SessionContent;
}

/** Changes all sessions of a series that are still to come, but not in what was changed for one of them alone. */
@Injectable()
export class ChangeSeriesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly programme: ProgrammeService,
    private readonly series: SeriesService,
  ) {}

  /**
   * @throws RuleViolation as for a new series, and `version.mismatch`, `session.state` for one that is cancelled,
   *   `move.required` with `{cities, sessions}`
   */
  async change(
    { id, patch, ifVersion }: ParsedInputOf<typeof ChangeSeries>,
    actor: Actor,
  ): Promise<SeriesReply> {
    const { eventId } = await this.series.findForChange(id, actor);
    const cities = namedCities(patch).flatMap(({ city }) => city ?? []);
    await this.programme.knownEvent(eventId, { cities });
    return this.transactions.command(async (tx) => {
      const schedule = await Schedule.open(tx, eventId);
      schedule.checkOpen();
      const series = await tx.manager.findOneByOrFail(Series, { id });
      checkVersion(series.version, ifVersion);
      checkActive(series.status);
      await this.apply(tx, schedule, series, patch);
      await schedule.close();
      return seriesReply(series, await loadOccurrences(tx.manager, [id]), 'all');
    });
  }

  private async apply(tx: Tx, schedule: Schedule, series: Series, patch: Patch): Promise<void> {
    const was = { ...series };
    const sessions = await loadSeriesSessions(tx.manager, series.id);
    const changes = sessions
      .filter((session) => isToCome(session, tx.now))
      .map((session) => ({ session, before: session.content() }));
    // One that is not saved: place and speakers are found, or made, once.
    const model = draftOccurrence(schedule, series, { slug: '', occurrence: null, start: null });
    await revise(tx.manager, schedule, model, only(patch, FIELDS));
    for (const { session } of changes) copyFields(session, model, patch);
    const placed = newPattern(series, patch);
    renew(series, model, placed);
    const { moved, dropped, added } = placed
      ? rearrange(
          sessions.map((session) => memberOf(session, tx.now)),
          { occurrences: placed.occurrences, exclude: series.exclude },
          shiftOf(was.start, series.start),
          tx.now,
        )
      : NOTHING_MOVED;
    const rejoined = new Set<Session>();
    for (const [{ session, isException, isCancelled }, { occurrence, start }] of moved) {
      session.occurrence = occurrence;
      if (!isException) setStart(session, start);
      else if (!isCancelled && isAt(session, start)) rejoined.add(session);
    }
    for (const session of rejoined) {
      session.seriesExceptions = session.seriesExceptions.filter((field) => field !== 'start');
    }
    const isDropped = new Set(dropped.map(({ session }) => session));
    const kept = changes.filter(({ session }) => !isDropped.has(session));
    check(kept, tx.now);
    const fresh = await draftOccurrences(tx.manager, schedule, series, added);
    if (!patch.allowConflicts) {
      const booked = kept.filter(isRebooked).map(({ session }) => session);
      const all = [...sessions.filter((session) => !isDropped.has(session)), ...fresh];
      await refuseDoubleBookings(tx.manager, [...booked, ...fresh], all);
    }

    for (const session of isDropped) await schedule.cancel(session, { alone: false });
    const renamed = [...moved].filter(([{ occurrence }, to]) => occurrence !== to.occurrence);
    await renameOccurrences(
      tx.manager,
      renamed.map(([{ session }]) => session),
    );
    const saved = await schedule.saveAll(kept, { alone: false });
    const silent = renamed.flatMap(([{ session, isException }]) => (isException ? [session] : []));
    await schedule.saveAll(
      [...new Set([...silent, ...rejoined])].map((session) => ({ session, before: session.content() })),
      { alone: false, isElse: true },
    );
    await schedule.saveAll(fresh.map((session) => ({ session, before: null })));
    if (saved + isDropped.size + fresh.length === 0 && isDeepStrictEqual({ ...series }, was)) return;
    await tx.manager.save(Object.assign(series, { version: series.version + 1 }));
  }
}

interface SessionMember extends Member {
  session: Session;
}

const NOTHING_MOVED: Rearrangement<SessionMember> = { moved: new Map(), dropped: [], added: [] };

function isToCome({ status, startsAt }: Session, now: Date): boolean {
  return status !== 'cancelled' && (startsAt === null || startsAt > now);
}

function memberOf(session: Session, now: Date): SessionMember {
  const { occurrence, status, startsAt, seriesExceptions } = session;
  const isCancelledAlone = seriesExceptions.includes('status');
  return {
    session,
    occurrence: occurrence!,
    isGone: status === 'cancelled' && !isCancelledAlone,
    isOver: startsAt !== null && startsAt <= now,
    isException: isCancelledAlone || seriesExceptions.includes('start'),
    isCancelled: status === 'cancelled',
  };
}

/** Whether it is where its series would put it, so that nothing of its start is its own any more. */
function isAt({ start: own }: Session, start: PlacedOccurrence['start']): boolean {
  return own?.local === start.local && own.zone === start.zone && own.instant === start.instant;
}

/** The occurrences by a new pattern; undefined when the patch says nothing about when. */
function newPattern(series: Series, patch: Patch): Placed | undefined {
  const said = only(patch, PATTERN);
  if (Object.keys(said).length === 0) return undefined;
  const along = said.start && shifted(series.exclude, shiftOf(series.start, said.start));
  Object.assign(series, along && { exclude: along }, said);
  return placeOccurrences(series);
}

function renew(series: Series, model: Session, placed: Placed | undefined): void {
  const { title, durationMinutes } = model;
  Object.assign(series, { title, durationMinutes, template: templateOf(model) });
  if (placed) Object.assign(series, { skipped: placed.skipped, withoutEffect: placed.withoutEffect });
}

/** Gives a session what the patch changes of the model, but for its exceptions. */
function copyFields(session: Session, model: Session, patch: Patch): void {
  for (const field of FIELDS) {
    if (patch[field] === undefined || session.seriesExceptions.includes(field)) continue;
    if (field === 'speakers') {
      setSpeakers(
        session,
        model.speakers.map(({ speaker }) => speaker),
      );
    } else Object.assign(session, { [field]: model[field] });
  }
}

/** @throws RuleViolation `move.required`, `delay.required`, `session.state` */
function check(changes: readonly Change[], now: Date): void {
  const changed = changes
    .map(({ session, before }) => ({ session, before, after: session.content() }))
    .filter(({ before, after }) => changedFields(before, after).length > 0);
  refuseUnasked(
    changed.map(({ session, before, after }) => ({
      session: session.id,
      start: after.start,
      cities: citiesToAsk(before, after),
    })),
  );
  for (const { session, before, after } of changed) checkChange(session.id, before, after, now);
}

function isRebooked({ session, before }: Change): boolean {
  return changedFields(before, session.content()).some((field) => BOOKED_BY.includes(field));
}

/** The fields that the patch has something to say about. */
function only<K extends keyof Patch>(patch: Patch, fields: readonly K[]): Pick<Patch, K> {
  return Object.fromEntries(
    fields.flatMap((field) => (patch[field] === undefined ? [] : [[field, patch[field]]])),
  ) as Pick<Patch, K>;
}
