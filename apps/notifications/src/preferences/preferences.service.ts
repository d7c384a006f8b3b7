import { Injectable } from '@nestjs/common';
import { refusal, RuleViolation, type Actor, type Preferences, type PreferencesPatch } from '#contracts';
import { Transactions } from '#platform';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { SessionCopy } from '../programme/session-copy.entity.js';
import { PlanningService } from '../reminders/planning.service.js';
import { PreferenceLinks } from './preference-links.js';
import { findPreferences, lockPreferences, savePreferences } from './preferences.queries.js';

/** What people want of mail: kinds they do without, and reminders of their own. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly planning: PlanningService,
    private readonly links: PreferenceLinks,
  ) {}

  find(actor: Actor): Promise<Preferences> {
    return findPreferences(this.dataSource.manager, personOf(actor));
  }

  /** @throws RuleViolation `not-found` for a link that is not ours */
  findByLink(token: string): Promise<Preferences> {
    return findPreferences(this.dataSource.manager, this.personOfLink(token));
  }

  /** Changes what is given, and plans the reminders of the person's sessions when their own rules change. */
  change(actor: Actor, patch: z.output<typeof PreferencesPatch>): Promise<Preferences> {
    return this.save(personOf(actor), patch);
  }

  /** @throws RuleViolation `not-found` for a link that is not ours */
  changeByLink(token: string, patch: z.output<typeof PreferencesPatch>): Promise<Preferences> {
    return this.save(this.personOfLink(token), patch);
  }

  private personOfLink(token: string): string {
    const personId = this.links.read(token);
    if (personId === null) throw new RuleViolation('not-found', 'This link is none of ours.');
    return personId;
  }

  private save(personId: string, patch: z.output<typeof PreferencesPatch>): Promise<Preferences> {
    return this.transactions.command(async (tx) => {
      // Sessions before preferences, as seats lock and read them.
      const sessions = await tx.manager
        .createQueryBuilder(SessionCopy, 'session')
        .where(`session.id IN (SELECT session_id FROM presences WHERE person_id = :personId AND active)`, {
          personId,
        })
        .orderBy('session.id')
        .setLock('for_no_key_update')
        .getMany();
      const before = await lockPreferences(tx.manager, personId);
      const after = { ...before, ...patch };
      await savePreferences(tx.manager, personId, after);
      if (before.reminders.join() !== after.reminders.join()) {
        for (const session of sessions) await this.planning.plan(tx, session, tx.now);
      }
      return after;
    });
  }
}

function personOf(actor: Actor): string {
  if (actor.kind !== 'person') throw refusal(actor, 'me.read');
  return actor.id;
}
