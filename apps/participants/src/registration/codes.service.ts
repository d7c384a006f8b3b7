import { Injectable } from '@nestjs/common';
import {
  authorize,
  invalidFields,
  notFound,
  RuleViolation,
  type FindCodes,
  type InvitationCode,
  type MakeCode,
  type OutputOf,
  type ParsedInputOf,
} from '#contracts';
import { isId, newId, readCursor, toPage, Transactions, type RequestContext, type Tx } from '#platform';
import { DataSource, MoreThan } from 'typeorm';
import { Tokens } from '../access/tokens.js';
import { findSlots } from '../slots/slots.queries.js';
import { SlotCode } from './slot-code.entity.js';

@Injectable()
export class CodesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly tokens: Tokens,
  ) {}

  /** Makes a code for invited people of a slot. */
  async make(
    { slotId, uses, label }: ParsedInputOf<typeof MakeCode>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof MakeCode>> {
    authorize(actor, 'code.write', await this.objectOf(slotId));
    const made = await this.transactions.command(async ({ manager, now }) => {
      const code = { id: newId(), slotId, label: label ?? null, uses, used: 0 };
      await manager.insert(SlotCode, { ...code, createdAt: now });
      return code;
    });
    // Derived outside of the command: its reply is stored, a code never is.
    return this.reply(made);
  }

  /** The codes of a slot, oldest first, with what is left of them. */
  async find(
    { slotId, cursor, limit }: ParsedInputOf<typeof FindCodes>,
    { actor }: RequestContext,
  ): Promise<OutputOf<typeof FindCodes>> {
    authorize(actor, 'code.read', await this.objectOf(slotId));
    const [after] = readCursor(cursor) ?? [];
    if (after !== undefined && !isId(after)) throw notOfThisList();
    const codes = await this.dataSource.manager.find(SlotCode, {
      where: { slotId, ...(after !== undefined && { id: MoreThan(after) }) },
      order: { id: 'ASC' },
      take: limit + 1,
    });
    return toPage(
      codes.map((code) => this.reply(code)),
      limit,
      ({ id }) => [id],
    );
  }

  /**
   * Uses a code once more, under the lock of its slot: for as long as the seat taken with it is somebody's.
   * @returns its id
   * @throws RuleViolation `registration.code`, the same for unknown, forged and those of other slots
   */
  async use({ manager }: Tx, slotId: string, code: string): Promise<string> {
    const id = this.tokens.read('invitation', code);
    const known = id === null ? null : await manager.findOneBy(SlotCode, { id, slotId });
    if (!known) {
      throw new RuleViolation('registration.code', 'This code is not one of these seats.', undefined, [
        { path: 'code', message: 'must be the code of an invitation to these seats, as it was given' },
      ]);
    }
    if (known.used >= known.uses) {
      const detail =
        known.uses === 1
          ? 'The seat of this code is taken; when it is given up, the code can be used again.'
          : `All ${known.uses} seats of this code are taken; of one that is given up it can be used again.`;
      throw new RuleViolation('registration.code', detail, undefined, [
        { path: 'code', message: `must be a code with a use left; all ${known.uses} of its own are in use` },
      ]);
    }
    await manager.increment(SlotCode, { id: known.id }, 'used', 1);
    return known.id;
  }

  private async objectOf(slotId: string): Promise<{ programmeId: string }> {
    const [slot] = await findSlots(this.dataSource.manager, { ids: [slotId] });
    if (!slot) throw notFound('slot', slotId);
    return slot.session;
  }

  private reply({ id, slotId, label, uses, used }: Omit<SlotCode, 'createdAt'>): InvitationCode {
    return { id, slotId, code: this.tokens.issue('invitation', id), label, uses, used };
  }
}

function notOfThisList(): RuleViolation {
  return invalidFields([{ path: 'cursor', message: 'must be the `next` of the page before' }]);
}
