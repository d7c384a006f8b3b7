import { Injectable } from '@nestjs/common';
import {
  invalidFields,
  RuleViolation,
  textIn,
  type Actor,
  type DelayCollision,
  type DelaySession,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { Transactions, type Tx } from '#platform';
import { localTime } from '#time';
import { DataSource, In } from 'typeorm';
import { namedRelation } from '../relations/relation-text.rules.js';
import { Schedules } from '../scheduling/schedules.js';
import { findForChange, loadUnderLock } from '../scheduling/session-access.js';
import type { Session } from '../scheduling/session.entity.js';
import { loadSessions } from '../scheduling/session.queries.js';
import { replyIn } from '../scheduling/session-reply.js';
import { resolveStart, startAt } from '../scheduling/start.rules.js';
import { loadNear, type NearSession } from './day.queries.js';
import { delayed, type Delay } from './dayof.rules.js';
import { knockOn, type Cause, type Pushed } from './knock-on.rules.js';

type Input = ParsedInputOf<typeof DelaySession>;

/** Announced delays (DESIGN section 9): at once, nobody is asked, and what they break into is shown or goes along. */
@Injectable()
export class DelaysService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * With `withRelated` what it collides with is delayed in the same transaction, each told once; with `dryRun` nothing
   * is changed.
   * @throws RuleViolation `not-found`, `session.state`, `delay.early`, `time.*`, `validation.failed`,
   *   `version.mismatch`
   */
  async delay(input: Input, actor: Actor): Promise<OutputOf<typeof DelaySession>> {
    const delay = delayOf(input);
    const { eventId, programmeId, startsAt } = await findForChange(this.dataSource.manager, input.id, actor);
    return this.transactions.command(async (tx) => {
      const isAlone = !input.withRelated || startsAt === null;
      const others = isAlone
        ? []
        : await loadNear(tx.manager, programmeId, { around: startsAt, now: tx.now });
      const schedules = await Schedules.open(tx, [eventId, ...others.map((other) => other.eventId)]);
      const session = await loadUnderLock(tx, input.id);
      const around = session.startsAt ?? tx.now;
      const near = await loadNear(tx.manager, programmeId, { around, now: tx.now });
      const before = session.content();
      put(session, delay, input.reason, tx.now);
      const pushed = pushedBy(near, session);
      if (!input.dryRun) {
        await schedules.save(session, before);
        if (input.withRelated) await this.takeAlong(tx, schedules, pushed, input.reason);
        await schedules.close();
      }
      const collisions = pushed.map((each) => collision(each, near, input));
      return { ...(await replyIn(tx.manager, session)), collisions };
    });
  }

  private async takeAlong(tx: Tx, schedules: Schedules, pushed: readonly Pushed[], reason: string) {
    const targets = new Map(pushed.flatMap(({ id, to }) => (to === null ? [] : [[id, to] as const])));
    for (const along of await loadSessions(tx.manager, { id: In([...targets.keys()]) })) {
      if (!schedules.of(along.eventId)) {
        throw new RuleViolation(
          'version.mismatch',
          'The day’s schedule has changed meanwhile: repeat the delay.',
        );
      }
      const before = along.content();
      put(along, { to: startAt(targets.get(along.id)!, along.startZone!) }, reason, tx.now);
      await schedules.save(along, before);
    }
  }
}

/** Delays a session in memory. */
function put(session: Session, delay: Delay, reason: string, now: Date): void {
  const { start, agreedStart, live } = delayed(session, delay, reason, now);
  Object.assign(session, { start, agreedStart, live });
}

/** A delay that is taken back, in whole or in part, pushes nobody. */
function pushedBy(near: readonly NearSession[], { id, startsAt }: Session): Pushed[] {
  const to = startsAt!.getTime();
  const own = near.find((session) => session.id === id);
  return own && to > own.start ? knockOn(near, { id, to }) : [];
}

function collision(
  { id, to, cause }: Pushed,
  near: readonly NearSession[],
  { withRelated, dryRun }: Input,
): DelayCollision {
  const byId = new Map(near.map((each) => [each.id, each]));
  const { title, start, zone, isOpen } = byId.get(id)!;
  const told = (at: number) => {
    const { local, instant } = startAt(at, zone);
    return { local, zone, instant };
  };
  const way = wayOf(cause, new Map(near.map((each) => [each.id, each.title])), zone);
  const stays = isOpen
    ? 'It would start more than a day after its agreed start, so it stays as it is.'
    : 'It has begun, or starts in more than 24 hours: no delay can be announced of it.';
  return {
    session: id,
    title,
    from: told(start),
    to: to === null ? null : told(to),
    taken: withRelated && !dryRun && to !== null,
    kind: cause.kind,
    with: cause.with,
    detail: to === null ? `${way} ${stays}` : way,
  };
}

function wayOf(cause: Cause, titles: ReadonlyMap<string, Session['title']>, zone: string): string {
  if (cause.kind === 'relation') return namedRelation(cause.relation, titles).detail;
  const { local } = localTime(cause.until, zone);
  return `“${cause.name}” is taken by “${textIn(titles.get(cause.with)!)}” until ${local} (${zone}).`;
}

function delayOf({ minutes, start }: Input): Delay {
  if (minutes !== undefined && start === undefined) return { minutes };
  if (start !== undefined && minutes === undefined) return { to: resolveStart(start) };
  throw invalidFields([
    { path: 'minutes', message: 'say by how many minutes, or the new start, one of the two' },
  ]);
}
