import { MoveChanged, notFound, type Move as MoveReply } from '#contracts';
import type { Tx } from '#platform';
import { In } from 'typeorm';
import type { Leaver } from '../scheduling/consent.rules.js';
import { Schedule } from '../scheduling/schedule.js';
import type { Session } from '../scheduling/session.entity.js';
import { loadSessions } from '../scheduling/session.queries.js';
import { setStart } from '../scheduling/session-revision.js';
import { staleness } from './base.rules.js';
import { conflictsAfter, movedBooking } from './consequences.rules.js';
import { leaversFrom } from './leaving.rules.js';
import { Move } from './move.entity.js';
import { loadMet, plannedOf } from './move.queries.js';
import { step } from './move.rules.js';
import type { MoveEvent, Stepped } from './process.rules.js';

/**
 * A move on the desk of one transaction: the schedules of its events are open, so that nobody else changes its sessions
 * (locked in id order, DESIGN 6.9), and its own row is locked.
 */
export class MoveDesk {
  private constructor(
    private readonly tx: Tx,
    private readonly schedules: readonly Schedule[],
    readonly move: Move,
  ) {}

  /** @throws RuleViolation `not-found` */
  static async open(tx: Tx, id: string): Promise<MoveDesk> {
    const known = await tx.manager.findOne(Move, { where: { id }, select: { id: true, eventIds: true } });
    if (!known) throw notFound('move', id);
    const schedules = await openSchedules(tx, known.eventIds);
    const move = await tx.manager.findOneOrFail(Move, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    return new MoveDesk(tx, schedules, move);
  }

  /** Puts a new move on the desk and does what follows at once. */
  static async begin(tx: Tx, move: Move, begun: Stepped): Promise<MoveReply> {
    const desk = new MoveDesk(tx, await openSchedules(tx, move.eventIds), move);
    return desk.take(begun);
  }

  /**
   * Does one step and all that follows from it, in this transaction.
   * @throws RuleViolation `move.state`
   */
  async step(event: MoveEvent): Promise<MoveReply> {
    const process = this.move.process();
    const context = { now: this.tx.now, obstacle: await this.obstacle(), leavers: this.leavers() };
    const stepped = step(process, event, context);
    if (stepped.move === process) return this.move.reply();
    this.move.version++;
    return this.take(stepped);
  }

  private async take({ move, effects }: Stepped): Promise<MoveReply> {
    this.move.take(move);
    await this.tx.manager.save(this.move);
    for (const effect of effects) {
      if (effect.kind === 'apply') await this.apply(effect.recording);
      else this.tx.publish(MoveChanged, this.move.reply());
    }
    return this.move.reply();
  }

  /** Who needs no asking any more; the events' rows are locked. */
  private leavers(): Leaver[] {
    const partners = new Map(this.schedules.map(({ event }) => [event.id, event.partners]));
    return leaversFrom(this.move.sessions, (eventId) => partners.get(eventId) ?? []);
  }

  /** Why it can't be applied any more; looked at again under lock, whatever was true at proposal (DESIGN section 9). */
  private async obstacle(): Promise<string | null> {
    const { sessions, sessionIds, effects } = this.move;
    const loaded = await loadSessions(this.tx.manager, { id: In(sessionIds) });
    const contents = new Map(loaded.map((session) => [session.id, session.content()]));
    const stale = staleness(
      sessions.map(({ id, title, base }) => ({ title, base, now: contents.get(id) ?? null })),
    );
    if (stale) return stale;
    // A draft may stand in the past: nobody has come.
    const late = sessions.find(({ from, to, base }) =>
      (base.status === 'draft' ? [to] : [from, to]).some(
        ({ instant }) => Date.parse(instant) <= this.tx.now.getTime(),
      ),
    );
    if (late) return 'One of its starts has passed.';
    const byId = new Map(plannedOf(loaded).map((session) => [session.id, session]));
    const moving = sessions.map(({ id, to, dragged }) => ({ session: byId.get(id)!, to, dragged }));
    const shown = new Set(effects.conflicts.map(({ kind, sessions }) => `${kind} ${sessions.join(' ')}`));
    const met = await loadMet(this.tx.manager, moving.map(movedBooking));
    const unseen = conflictsAfter(moving, met).find(
      ({ kind, sessions }) => !shown.has(`${kind} ${sessions.join(' ')}`),
    );
    return unseen ? `Since it was proposed, somebody else was placed there: ${unseen.detail}` : null;
  }

  /** Moves every session, each told in one fact, and each event in one release. */
  private async apply(recording: readonly string[]): Promise<void> {
    const targets = new Map(this.move.sessions.map((session) => [session.id, session]));
    for (const schedule of this.schedules) {
      for (const session of await schedule.sessions([...targets.keys()])) {
        const before = session.content();
        setStart(session, targets.get(session.id)!.to);
        recordOnly(session, recording);
        await schedule.save(session, before);
      }
      await schedule.close();
    }
  }
}

/** For these cities the session is no longer live: they are sent the recording. */
function recordOnly(session: Session, cities: readonly string[]): void {
  const parts = { ...session.parts };
  for (const city of cities) {
    if (parts[city] === 'required' && city !== session.ownCity) parts[city] = 'recording';
  }
  session.parts = parts;
}

async function openSchedules(tx: Tx, eventIds: readonly string[]): Promise<Schedule[]> {
  const schedules: Schedule[] = [];
  for (const eventId of [...eventIds].sort()) schedules.push(await Schedule.open(tx, eventId));
  return schedules;
}
