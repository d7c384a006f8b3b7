import { Inject, Injectable } from '@nestjs/common';
import {
  authorize,
  notFound,
  RuleViolation,
  type Actor,
  type FindMeeting,
  type FindMeetingAddresses,
  type Meeting,
  type OutputOf,
  type ParsedInputOf,
  type Session as SessionReply,
  type SetBackup,
  type SetRecording,
  type SetSessionStatus,
} from '#contracts';
import { Transactions } from '#platform';
import { DataSource } from 'typeorm';
import { SESSIONS_CONFIG, type SessionsConfig } from '../config.js';
import { Schedule } from '../scheduling/schedule.js';
import { findForChange, loadUnderLock } from '../scheduling/session-access.js';
import type { Session } from '../scheduling/session.entity.js';
import { loadSession } from '../scheduling/session.queries.js';
import { replyIn } from '../scheduling/session-reply.js';
import { checkBegun, liveAfter, refuseUnreleased } from './dayof.rules.js';
import { meetingOf } from './meeting.rules.js';

/** How a session goes on its day, where it meets, and where it can be seen afterwards. */
@Injectable()
export class DayOfService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    @Inject(SESSIONS_CONFIG) private readonly config: Pick<SessionsConfig, 'MEETING_ROOMS'>,
  ) {}

  /** @throws RuleViolation `not-found`, `session.state` */
  setStatus(input: ParsedInputOf<typeof SetSessionStatus>, actor: Actor): Promise<SessionReply> {
    return this.change(input.id, actor, (session, now) => {
      session.live = liveAfter(session, input, now);
    });
  }

  /**
   * Every join link leads to the backup from the commit on: the address is looked up at the click (DESIGN section 9).
   * @throws RuleViolation `not-found`, `session.state`
   */
  setBackup({ id, url }: ParsedInputOf<typeof SetBackup>, actor: Actor): Promise<OutputOf<typeof SetBackup>> {
    return this.change(
      id,
      actor,
      (session) => {
        refuseUnreleased(session.status);
        session.backupUrl = url;
      },
      (session) => ({ meeting: meetingOf(session, this.config.MEETING_ROOMS) }),
    );
  }

  /** @throws RuleViolation `not-found`, `session.state` before it began */
  setRecording({ id, url }: ParsedInputOf<typeof SetRecording>, actor: Actor): Promise<SessionReply> {
    return this.change(id, actor, (session, now) => {
      if (url === null) refuseUnreleased(session.status);
      else checkBegun(session, now);
      session.recordingUrl = url;
    });
  }

  /** @throws RuleViolation `not-found`, `access.*` unless an organizer asks */
  async findAddresses(
    { sessionId }: ParsedInputOf<typeof FindMeetingAddresses>,
    actor: Actor,
  ): Promise<Meeting> {
    const session = await loadSession(this.dataSource.manager, sessionId);
    if (!session) throw notFound('session', sessionId);
    authorize(actor, 'meeting.read', { programmeId: session.programmeId });
    return meetingOf(session, this.config.MEETING_ROOMS);
  }

  /** @throws RuleViolation `access.forbidden` unless a service asks, `not-found` */
  async findMeeting(
    { sessionId }: ParsedInputOf<typeof FindMeeting>,
    actor: Actor,
  ): Promise<OutputOf<typeof FindMeeting>> {
    if (actor.kind !== 'service') throw new RuleViolation('access.forbidden', 'This is for services only.');
    const session = await loadSession(this.dataSource.manager, sessionId);
    if (!session) throw notFound('session', sessionId);
    const { live, start, durationMinutes, status } = session;
    const { url } = meetingOf(session, this.config.MEETING_ROOMS);
    return { url, live, start, durationMinutes, status };
  }

  /** One change of one session, told in one fact. */
  private async change<More extends object = object>(
    id: string,
    actor: Actor,
    apply: (session: Session, now: Date) => void,
    more: (session: Session) => More = () => ({}) as More,
  ): Promise<SessionReply & More> {
    const { eventId } = await findForChange(this.dataSource.manager, id, actor);
    return this.transactions.command(async (tx) => {
      const schedule = await Schedule.open(tx, eventId);
      const session = await loadUnderLock(tx, id);
      const before = session.content();
      const address = session.backupUrl;
      apply(session, tx.now);
      await schedule.save(session, before, { isElse: session.backupUrl !== address });
      await schedule.close();
      return { ...(await replyIn(tx.manager, session)), ...more(session) };
    });
  }
}
