import { allows, authorize, invalidFields, notFound, RuleViolation } from '#contracts';
import { whyRegistrationClosed } from '../../registration/windows.rules.js';
import { replyOf } from '../seat-reply.js';
import { hasRules, mayInvite } from '../../registration/registration.rules.js';
import type { Admission, Seating } from '../seating.js';
import type { Guest } from '../seating.queries.js';
import { whyClosed, whyTooLarge } from '../seats.rules.js';
import type { TakeCommand, TakeReply } from './seat-command.js';

/** Nothing was decided: the command has to be given again, in another way. */
export class AskAgain extends Error {}

/** The copy here says that the session is a draft: its release may be on its way. */
export class MaybeReleased extends AskAgain {
  constructor(readonly sessionId: string) {
    super(`session ${sessionId} is a draft here`);
  }
}

/** The slot has rules for which more must be locked than its row: not together with others. */
export class TakenAlone extends AskAgain {
  constructor() {
    super('this seat is taken by itself');
  }
}

/** Checks what the slot's rules say of one person, and what follows for their seat. */
export type Entry = (seating: Seating, person: Guest, groupSize: number) => Promise<Admission>;

/**
 * Takes a seat of a locked slot, or a place in its queue; who has one gets the same. All refusals come before any change.
 * What it reads should have been read for the whole batch (`readSeats`, `readGuests`): a query here is one per request.
 *
 * @param entry for slots with limits or codes, which are taken one by one
 * @throws RuleViolation as SeatsService.take; MaybeReleased; TakenAlone without `entry` where one is needed
 */
export async function takeSeat(
  seating: Seating,
  { personId, groupSize, slotId, code, context: { actor }, isRefreshed }: TakeCommand,
  entry?: Entry,
): Promise<TakeReply> {
  const { session, slot } = seating;
  const { programmeId, isReleased } = session;
  if (!isReleased && !isRefreshed) throw new MaybeReleased(session.id);
  if (!isReleased && !allows(actor, 'draft.read', { programmeId })) throw notFound('slot', slotId);
  authorize(actor, 'seat.take', { personId, programmeId });
  const person = seating.guest(personId);
  if (!person) throw notFound('participant', personId);

  const existing = await seating.activeSeatOf(personId);
  if (existing) return { created: false, seat: replyOf(seating, existing) };
  const closed = whyClosed(session, seating.now);
  if (closed) throw new RuleViolation('seat.closed', closed);
  const notOpen = whyRegistrationClosed(slot, seating.now);
  if (notOpen && !mayInvite(actor, session)) throw notOpen;
  const tooLarge = whyTooLarge(groupSize, slot.capacity);
  if (tooLarge) throw invalidFields([{ path: 'groupSize', message: tooLarge }]);
  if (!entry && (hasRules(slot) || code !== undefined)) throw new TakenAlone();
  const how = await entry?.(seating, person, groupSize);
  await seating.catchUp();
  return { created: true, seat: replyOf(seating, seating.admit(person, groupSize, how)) };
}
