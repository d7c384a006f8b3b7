import { allows, RuleViolation, type Actor } from '#contracts';
import type { Slot } from '../slots/slot.entity.js';

/** Whether more than the slot's row decides who may have a seat: other seats of the person, or a code. */
export function hasRules({ maxPerPerson, invitedOnly }: Pick<Slot, 'maxPerPerson' | 'invitedOnly'>): boolean {
  return maxPerPerson !== null || invitedOnly;
}

/**
 * Refuses more seats than one person may have in the event's slots, as this slot says.
 * @param others seats that the person has or waits for in other slots of the event that have a limit
 * @param path the field that says who it is, when it is not who asks
 * @throws RuleViolation `registration.limit` naming both numbers
 */
export function checkLimit(
  { maxPerPerson }: Pick<Slot, 'maxPerPerson'>,
  others: number,
  wanted: number,
  path?: string,
): void {
  if (maxPerPerson === null || others + wanted <= maxPerPerson) return;
  const had = others === 0 ? 'none yet' : `${others} already`;
  throw new RuleViolation(
    'registration.limit',
    `One person may have ${maxPerPerson} seats in this event, groups included; this would be ${wanted} more and there are ${had}.`,
    { maxPerPerson, taken: others },
    path === undefined
      ? undefined
      : [{ path, message: `must be somebody with fewer than ${maxPerPerson} seats in this event` }],
  );
}

/** Whether an actor adds people themselves: outside of the window too, and without the code that they would give them. */
export function mayInvite(actor: Actor, { programmeId }: { programmeId: string }): boolean {
  return allows(actor, 'slot.write', { programmeId });
}

/** @throws RuleViolation `registration.code` where one is needed and none was sent */
export function checkInvited({ invitedOnly }: Pick<Slot, 'invitedOnly'>, code: string | undefined): void {
  if (!invitedOnly || code !== undefined) return;
  throw new RuleViolation(
    'registration.code',
    'These seats are for invited people: send the `code` of the invitation.',
    undefined,
    [{ path: 'code', message: 'is missing; it must be the code of the invitation' }],
  );
}
