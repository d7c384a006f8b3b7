import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  allows,
  authorize,
  notFound,
  RuleViolation,
  textIn,
  type Actor,
  type CancelSession,
  type ChangeSession,
  type CreateSession,
  type ParsedInputOf,
  type Session as SessionReply,
} from '#contracts';
import { Transactions, type Tx } from '#platform';
import { DataSource, type EntityManager } from 'typeorm';
import { ProgrammeService } from '../programme/programme.service.js';
import { loadPlaced } from '../relations/placed.queries.js';
import { tiedTo } from '../relations/placed.rules.js';
import { brokenByNew, checkRelations, type RelationChoice } from '../relations/relation-change.rules.js';
import { shiftOf } from '../relations/shift.js';
import { conflictsOf, refuseConflicts } from './conflict.rules.js';
import { Schedule } from './schedule.js';
import { Schedules } from './schedules.js';
import { findForChange, loadUnderLock } from './session-access.js';
import type { Session } from './session.entity.js';
import { loadMeanwhile } from './session.queries.js';
import { replyIn } from './session-reply.js';
import {
  draftSession,
  namedCities,
  partsByDefault,
  revise,
  setStart,
  type Revision,
} from './session-revision.js';
import {
  changedFields,
  checkCancel,
  checkChange,
  checkVersion,
  type ContentField,
  type SessionContent,
} from './session.rules.js';
import { slugFor } from './slug.rules.js';

/** A change of these can double-book somebody; others leave an accepted conflict alone. */
const BOOKED_BY: readonly ContentField[] = ['start', 'durationMinutes', 'place', 'speakers'];

/** A change of these can break a relation. */
const TIMED_BY: readonly ContentField[] = ['start', 'durationMinutes', 'relations'];

/** Commands on single sessions. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly programme: ProgrammeService,
  ) {}

  /**
   * @throws RuleViolation `not-found`, `event.state`, `slug.taken`, `city.unknown`, `time.*`, `relation.broken`,
   *   `schedule.conflict`, `validation.failed`
   */
  async create(input: ParsedInputOf<typeof CreateSession>, actor: Actor): Promise<SessionReply> {
    const event = await this.programme.knownEvent(input.eventId, {
      partners: !input.parts,
      cities: slugsOf(input),
    });
    const { programmeId } = event;
    if (event.status === 'draft' && !allows(actor, 'draft.read', { programmeId })) {
      throw notFound('event', event.id);
    }
    authorize(actor, 'session.write', { programmeId });

    return this.transactions.command(async (tx) => {
      const schedule = await Schedule.open(tx, event.id);
      schedule.checkOpen();
      const slug = await freeSlug(tx.manager, event.id, input);
      const session = draftSession(schedule.event, { slug, durationMinutes: input.durationMinutes });
      await revise(tx.manager, schedule, session, input);
      if (!input.parts) session.parts = partsByDefault(session, schedule.cities);
      if (session.relations.length > 0) await refuseBrokenRelations(tx, session, input);
      if (!input.allowConflicts) await refuseDoubleBooking(tx, session);
      await schedule.save(session, null);
      return replyIn(tx.manager, session);
    });
  }

  /**
   * A released session's change is released with it. With `withRelated` it takes along what its relations drag.
   * @throws RuleViolation as for `create`, and `version.mismatch`, `session.state`, `move.required`, `relation.broken`
   */
  async change(
    { id, patch, ifVersion }: ParsedInputOf<typeof ChangeSession>,
    actor: Actor,
  ): Promise<SessionReply> {
    const { eventId, programmeId } = await findForChange(this.dataSource.manager, id, actor);
    await this.programme.knownEvent(eventId, { cities: slugsOf(patch) });
    const events = isTiming(patch) ? await this.tiedEvents(id, programmeId) : [];
    return this.transactions.command(async (tx) => {
      const session = await changeSession(tx, [eventId, ...events], { id, patch, ifVersion });
      return replyIn(tx.manager, session);
    });
  }

  /** @throws RuleViolation `not-found`, `version.mismatch`, `session.state` */
  async cancel({ id, ifVersion }: ParsedInputOf<typeof CancelSession>, actor: Actor): Promise<SessionReply> {
    const { eventId } = await findForChange(this.dataSource.manager, id, actor);
    return this.transactions.command(async (tx) => {
      const schedule = await Schedule.open(tx, eventId);
      const session = await loadUnderLock(tx, id);
      checkVersion(session.version, ifVersion);
      checkCancel(session, tx.now);
      await schedule.cancel(session);
      await schedule.close();
      return replyIn(tx.manager, session);
    });
  }

  /**
   * The events of the sessions that relations tie to one: their schedules are locked before anything is looked at, so
   * that two changes, each of which keeps a relation, do not break it together.
   */
  private async tiedEvents(id: string, programmeId: string): Promise<string[]> {
    const rows = await loadPlaced(this.dataSource.manager, programmeId);
    const tied = tiedTo([id], rows);
    return rows.filter((row) => tied.has(row.id)).map((row) => row.eventId);
  }
}

/**
 * Changes a session as far as its state and its relations allow it, in the caller's transaction, and releases what is
 * released with it.
 * @param eventIds the session's event first, then those of the sessions that may move along; all are locked
 * @throws RuleViolation as `SessionsService.change`
 */
export async function changeSession(
  tx: Tx,
  eventIds: readonly [string, ...string[]],
  { id, patch, ifVersion }: Pick<ParsedInputOf<typeof ChangeSession>, 'id' | 'patch' | 'ifVersion'>,
): Promise<Session> {
  const schedules = await Schedules.open(tx, [...eventIds]);
  const schedule = schedules.of(eventIds[0])!;
  const session = await loadUnderLock(tx, id);
  checkVersion(session.version, ifVersion);
  const before = session.content();
  const besides = session.besides();
  await revise(tx.manager, schedule, session, patch);
  const after = session.content();
  const fields = changedFields(before, after);
  const isElse = !isDeepStrictEqual(session.besides(), besides);
  if (fields.length > 0 || isElse) checkChange(id, before, after, tx.now);
  const isTimed = fields.some((field) => TIMED_BY.includes(field)) && session.start !== null;
  const along = isTimed ? await dragAlong(tx, schedules, session, before, patch) : [];
  await schedules.save(session, before, { isElse });
  if (!patch.allowConflicts && fields.some((field) => BOOKED_BY.includes(field))) {
    for (const booked of [session, ...along]) await refuseDoubleBooking(tx, booked);
  }
  await schedules.close();
  return session;
}

/** Whether it can break a relation. */
function isTiming({ start, durationMinutes }: Revision): boolean {
  return start !== undefined || durationMinutes !== undefined;
}

function slugsOf(revision: Revision): string[] {
  return namedCities(revision).flatMap(({ city }) => city ?? []);
}

/**
 * Sees to the relations of a session whose start or length has changed: saves what moves along, if that is wanted.
 * @returns the sessions that moved along
 */
async function dragAlong(
  tx: Tx,
  schedules: Schedules,
  session: Session,
  before: SessionContent,
  choice: RelationChoice,
): Promise<Session[]> {
  const workedOut = await shiftOf(tx.manager, tx.now, session, before);
  checkRelations(workedOut, choice);
  if (!choice.withRelated) return [];
  for (const { session: along, to } of workedOut.drags) {
    if (!schedules.of(along.eventId)) {
      throw new RuleViolation(
        'version.mismatch',
        'Its relations have changed in the meantime: repeat the change.',
      );
    }
    const was = along.content();
    setStart(along, to);
    await schedules.save(along, was);
  }
  return workedOut.drags.map((drag) => drag.session);
}

/** A new session is placed where its relations hold, as one that changes is. */
async function refuseBrokenRelations(
  tx: Tx,
  session: Session,
  { allowConflicts }: RelationChoice,
): Promise<void> {
  if (session.start === null || allowConflicts) return;
  const { shift } = await shiftOf(tx.manager, tx.now, session, session.content());
  if (shift.broken.length > 0) throw brokenByNew(shift);
}

async function refuseDoubleBooking(tx: Tx, session: Session): Promise<void> {
  const booking = session.booking();
  if (!booking) return;
  const others = await loadMeanwhile(tx.manager, session);
  refuseConflicts(
    conflictsOf(
      booking,
      others.flatMap((other) => other.booking() ?? []),
    ),
  );
}

/** The slug that is asked for, else one made from the title; unique in the event as long as its row is locked. */
async function freeSlug(
  manager: EntityManager,
  eventId: string,
  { slug, title }: Pick<ParsedInputOf<typeof CreateSession>, 'slug' | 'title'>,
): Promise<string> {
  const rows = await manager.query<{ slug: string }[]>(`SELECT slug FROM sessions WHERE event_id = $1`, [
    eventId,
  ]);
  const taken = new Set(rows.map((row) => row.slug));
  if (!slug) return slugFor(textIn(title), taken, 'session');
  if (!taken.has(slug)) return slug;
  throw new RuleViolation('slug.taken', `The event has a session “${slug}” already.`, undefined, [
    { path: 'slug', message: 'is taken in this event' },
  ]);
}
