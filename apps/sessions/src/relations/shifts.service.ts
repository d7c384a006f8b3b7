import { Injectable } from '@nestjs/common';
import { RuleViolation, type Actor, type ParsedInputOf, type Shift, type ShiftSession } from '#contracts';
import { Clock } from '#platform';
import { DataSource } from 'typeorm';
import { findForChange } from '../scheduling/session-access.js';
import { loadSession } from '../scheduling/session.queries.js';
import { checkNewStart } from '../scheduling/session.rules.js';
import { resolveStart } from '../scheduling/start.rules.js';
import { shiftOf } from './shift.js';

@Injectable()
export class ShiftsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * What another start would drag along; nothing is changed.
   * @throws RuleViolation `not-found`, `session.state` when it is cancelled or has begun, `time.*`, `validation.failed` for a
   *   released session's start in the past
   */
  async preview({ id, start }: ParsedInputOf<typeof ShiftSession>, actor: Actor): Promise<Shift> {
    const { manager } = this.dataSource;
    await findForChange(manager, id, actor);
    const session = (await loadSession(manager, id))!;
    if (session.status === 'cancelled') {
      throw new RuleViolation('session.state', 'A cancelled session is final; make a new one.');
    }
    const before = session.content();
    session.start = resolveStart(start);
    const now = await this.clock.now();
    checkNewStart(before, session, now);
    const { shift } = await shiftOf(manager, now, session, before);
    return shift;
  }
}
