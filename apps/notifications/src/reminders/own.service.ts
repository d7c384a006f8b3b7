import { Injectable } from '@nestjs/common';
import { refusal, type Actor, type OwnReminder } from '#contracts';
import { DataSource } from 'typeorm';
import { findPreferences, findTurnedOff } from '../preferences/preferences.queries.js';
import { findMine } from './own.queries.js';
import { expected, type Mine } from './own.rules.js';

const LIMIT = 500;

/** Shows people which reminders they can expect, and why not others. */
@Injectable()
export class OwnRemindersService {
  constructor(private readonly dataSource: DataSource) {}

  async find(actor: Actor): Promise<OwnReminder[]> {
    if (actor.kind !== 'person') throw refusal(actor, 'me.read');
    const { manager } = this.dataSource;
    const { off } = await findPreferences(manager, actor.id);
    const mine = await findMine(manager, { personIds: [actor.id], limit: LIMIT });
    return expected(mine, off.includes('reminders'));
  }

  /** Those of these people who will still be reminded of a session, by what each of them is shown. */
  async findAhead(sessionId: string, personIds: readonly string[], now: Date): Promise<Set<string>> {
    const { manager } = this.dataSource;
    const off = await findTurnedOff(manager, 'reminders', personIds);
    const mine = new Map<string, Mine[]>();
    for (const { personId, ...reminder } of await findMine(manager, { personIds, sessionId })) {
      mine.set(personId, [...(mine.get(personId) ?? []), reminder]);
    }
    const isAhead = (personId: string) =>
      expected(mine.get(personId) ?? [], off.has(personId)).some(
        // One that is late is for those who had their seats when it was due.
        ({ comes, dueAt }) => comes && Date.parse(dueAt) > now.getTime(),
      );
    return new Set(personIds.filter(isAhead));
  }
}
