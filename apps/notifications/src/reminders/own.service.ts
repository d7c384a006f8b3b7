import { Injectable } from '@nestjs/common';
import { refusal, type Actor, type OwnReminder } from '#contracts';
import { DataSource } from 'typeorm';
import { findPreferences } from '../preferences/preferences.queries.js';
import { findMine } from './own.queries.js';
import { expected } from './own.rules.js';

const LIMIT = 500;

/** Shows people which reminders they can expect, and why not others. */
@Injectable()
export class OwnRemindersService {
  constructor(private readonly dataSource: DataSource) {}

  async find(actor: Actor): Promise<OwnReminder[]> {
    if (actor.kind !== 'person') throw refusal(actor, 'me.read');
    const { manager } = this.dataSource;
    const { off } = await findPreferences(manager, actor.id);
    return expected(await findMine(manager, actor.id, LIMIT), off.includes('reminders'));
  }
}
