import { Injectable } from '@nestjs/common';
import {
  authorize,
  notFound,
  type Actor,
  type FindReminderRules,
  type OutputOf,
  type SetReminderRules,
  type ParsedInputOf,
} from '#contracts';
import { Transactions, type Tx } from '#platform';
import { DataSource, MoreThan, type FindOptionsWhere } from 'typeorm';
import { DispatchesService } from '../delivery/dispatches.service.js';
import { joinLinkDueAt } from '../notices/sessions.rules.js';
import { ProgrammeCopy } from '../programme/programme-copy.entity.js';
import { ProgrammeService } from '../programme/programme.service.js';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { PlanningService } from './planning.service.js';
import { rulesInForce, saveRules, type RuleScope, type RuleSubject } from './rules.queries.js';

type Rules = OutputOf<typeof FindReminderRules>;
type Subject = RuleSubject & { programmeId: string };

/** Rules that organizers set for a programme, one event or one session, instead of what is set further up. */
@Injectable()
export class RulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly planning: PlanningService,
    private readonly programmes: ProgrammeService,
    private readonly dispatches: DispatchesService,
  ) {}

  async find(actor: Actor, scope: RuleScope, id: string): Promise<Rules> {
    const subject = await this.subjectOf(actor, scope, id);
    return rulesInForce({ run: (text, values = []) => this.dataSource.query(text, [...values]) }, subject);
  }

  /** Sets them and plans the reminders of every session that they count for. */
  async set(
    actor: Actor,
    { scope, id, rules }: ParsedInputOf<typeof SetReminderRules>,
  ): Promise<OutputOf<typeof SetReminderRules>> {
    const subject = await this.subjectOf(actor, scope, id);
    return this.transactions.command(async (tx) => {
      // Programme before session, as its facts lock them.
      await this.programmes.lockProgramme(tx, subject.programmeId);
      const sessions = await tx.manager.find(SessionCopy, {
        where: sessionsOf(scope, id),
        order: { id: 'ASC' },
        lock: { mode: 'for_no_key_update' },
      });
      await saveRules(tx.manager, scope, id, rules);
      for (const session of sessions) {
        const seen = await this.planning.look(tx, session);
        await this.planning.plan(tx, session, tx.now, seen);
        this.openJoinLink(tx, session, seen.rules);
      }
      return rulesInForce(tx, subject);
    });
  }

  /** The link to join has a mail of its own where these rules leave no reminder that brings it. */
  private openJoinLink(tx: Tx, session: SessionCopy, rules: Rules['rules']): void {
    const dueAt = joinLinkDueAt(session, rules);
    if (!dueAt || Date.parse(session.start!.instant) <= tx.now.getTime()) return;
    const { id: sessionId, timeVersion } = session;
    this.dispatches.open(tx, { notice: 'join-link', sessionId, timeVersion, dueAt });
  }

  private async subjectOf(actor: Actor, scope: RuleScope, id: string): Promise<Subject> {
    const subject = await (scope === 'programme' ? this.programme(id) : this.session(scope, id));
    authorize(actor, 'reminder.read', { programmeId: subject.programmeId });
    return subject;
  }

  private async programme(id: string): Promise<Subject> {
    const known = this.dataSource.getRepository(ProgrammeCopy).existsBy({ id, version: MoreThan(0) });
    if (!(await known)) throw notFound('programme', id);
    return { id: null, eventId: null, programmeId: id };
  }

  private async session(scope: RuleScope, id: string): Promise<Subject> {
    const session = await this.dataSource
      .getRepository(SessionCopy)
      .findOne({ where: { ...sessionsOf(scope, id), version: MoreThan(0) } });
    if (!session?.programmeId || !session.eventId) throw notFound(scope, id);
    const { eventId, programmeId } = session;
    return { id: scope === 'session' ? session.id : null, eventId, programmeId };
  }
}

function sessionsOf(scope: RuleScope, id: string): FindOptionsWhere<SessionCopy> {
  return { session: { id }, event: { eventId: id }, programme: { programmeId: id } }[scope];
}
