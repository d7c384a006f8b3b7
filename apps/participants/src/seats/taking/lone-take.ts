import { Injectable } from '@nestjs/common';
import { actorKey, RuleViolation, SeatsChanged } from '#contracts';
import { envelopeOf, newId, runInContext, Transactions } from '#platform';
import type { SeatCommand, TakeCommand, TakeReply } from './seat-command.js';

const TAKE_ALONE = 'SELECT take_seat_alone($1, $2, $3, $4, $5, $6, $7, $8) AS reply';

/** The take that comes alone, in one statement and so one round trip (DESIGN section 10; migrations/…-take-alone). */
@Injectable()
export class LoneTake {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Takes a seat, or a place in the queue, as a batch of this one would.
   * @returns undefined when that is not as simple as this can decide, or failed: nothing was done, and a batch says what
   *   is right
   * @throws RuleViolation `outcome.unknown` when the connection broke on the way
   */
  async take(command: SeatCommand): Promise<TakeReply | undefined> {
    if (!isSimple(command)) return undefined;
    const { context, slotId, personId } = command;
    const { idempotencyKey, operation, actor } = context;
    const fact = runInContext(context, () => envelopeOf(SeatsChanged));
    const key = operation ? [idempotencyKey, operation.subject, operation.bodyHash] : [null, null, null];
    try {
      const [row] = await this.transactions.alone<{ reply: TakeReply | null }>(TAKE_ALONE, [
        ...[slotId, personId, newId(), actorKey(actor)],
        ...key,
        fact,
      ]);
      return row?.reply ?? undefined;
    } catch (error) {
      if (error instanceof RuleViolation) throw error;
      return undefined;
    }
  }
}

/** Whether nothing speaks against it that can be known without the database. */
function isSimple(command: SeatCommand): command is TakeCommand {
  if (command.kind !== 'take') return false;
  const { personId, groupSize, code, isRefreshed, context } = command;
  const isOwn = context.actor.kind === 'person' && context.actor.id === personId;
  return isOwn && groupSize === 1 && code === undefined && !isRefreshed;
}
