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
import { Transactions } from '#platform';
import { DataSource, MoreThan, type FindOptionsWhere } from 'typeorm';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { PlanningService } from './planning.service.js';
import { rulesInForce, saveRules, type RuleScope } from './rules.queries.js';

type Rules = OutputOf<typeof FindReminderRules>;
interface Subject {
  id: string | null;
  eventId: string;
  programmeId: string;
}

/** Rules that organizers set for one event or one session instead of its programme's. */
@Injectable()
export class RulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly planning: PlanningService,
  ) {}

  async find(actor: Actor, scope: RuleScope, id: string): Promise<Rules> {
    const subject = await this.subjectOf(actor, scope, id);
    return rulesInForce(this.dataSource.manager, subject);
  }

  /** Sets them and plans the reminders of every session that they count for. */
  async set(
    actor: Actor,
    { scope, id, rules }: ParsedInputOf<typeof SetReminderRules>,
  ): Promise<OutputOf<typeof SetReminderRules>> {
    const subject = await this.subjectOf(actor, scope, id);
    return this.transactions.command(async (tx) => {
      // Programme before session, as its facts lock them.
      await tx.manager.query('SELECT FROM programme_copies WHERE id = $1 FOR NO KEY UPDATE', [
        subject.programmeId,
      ]);
      const sessions = await tx.manager.find(SessionCopy, {
        where: scope === 'session' ? { id } : { eventId: id },
        order: { id: 'ASC' },
        lock: { mode: 'for_no_key_update' },
      });
      await saveRules(tx.manager, scope, id, rules);
      for (const session of sessions) await this.planning.plan(tx, session, tx.now);
      return rulesInForce(tx.manager, subject);
    });
  }

  private async subjectOf(actor: Actor, scope: RuleScope, id: string): Promise<Subject> {
    const where: FindOptionsWhere<SessionCopy> = scope === 'session' ? { id } : { eventId: id };
    const session = await this.dataSource
      .getRepository(SessionCopy)
      .findOne({ where: { ...where, version: MoreThan(0) } });
    if (!session?.programmeId || !session.eventId) throw notFound(scope, id);
    authorize(actor, 'reminder.read', { programmeId: session.programmeId });
    return {
      id: scope === 'session' ? session.id : null,
      eventId: session.eventId,
      programmeId: session.programmeId,
    };
  }
}
