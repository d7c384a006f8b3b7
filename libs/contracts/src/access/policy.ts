import type { Actor } from '../kernel/actor.js';
import { RuleViolation } from '../kernel/errors.js';

/**
 * Who may do what (DESIGN section 13): one pure table for the gateway's guard and the services' ownership checks.
 * `anyone` needs no token; `person` needs one; the others are a relation between the actor and the object.
 * An admin may do everything, and so may a service acting for itself.
 */
export type PolicyRelation =
  'anyone' | 'person' | 'admin' | 'any-organizer' | 'organizer' | 'liaison' | 'city-liaison' | 'self';

export const POLICY = {
  'health.read': ['anyone'],
  'page.read': ['anyone'],
  'reference.read': ['anyone'],
  'time.read': ['anyone'],
  'city.read': ['anyone'],
  'city.write': ['admin'],
  'programme.read': ['anyone'],
  'programme.create': ['any-organizer'],
  'programme.change': ['organizer'],
  'programme.import': ['any-organizer'],
  'import.read': ['any-organizer'],
  'event.read': ['anyone'],
  'event.create': ['organizer'],
  'event.change': ['organizer'],
  'partner.invite': ['organizer'],
  'partner.answer': ['city-liaison'],
  'partner.withdraw': ['city-liaison', 'organizer'],
  'session.read': ['anyone'],
  'draft.read': ['organizer', 'liaison'],
  'session.write': ['organizer'],
  'session.steer': ['organizer'],
  'speaker.name': ['organizer'],
  'meeting.read': ['organizer'],
  'move.read': ['organizer', 'liaison'],
  'move.propose': ['organizer'],
  'move.answer': ['city-liaison'],
  'move.decide': ['organizer'],
  'plan.write': ['organizer'],
  'plan.read': ['organizer'],
  'poll.write': ['organizer'],
  'poll.read': ['organizer', 'liaison'],
  'poll.answer': ['city-liaison'],
  'poll-link.use': ['anyone'],
  'mails-link.use': ['anyone'],
  'release.read': ['anyone'],
  'release.publish': ['organizer'],
  'conflict.read': ['organizer', 'liaison'],
  'ledger.read': ['organizer', 'liaison'],
  'slot.read': ['anyone'],
  'slot.write': ['organizer'],
  'participant.register': ['anyone'],
  'participant.create': ['any-organizer'],
  'sign-in.confirm': ['anyone'],
  'grant.give': ['organizer'],
  // For oneself it needs a token; without one, an address for which the seat is held.
  'seat.ask': ['anyone'],
  'seat.take': ['self', 'organizer'],
  'seat.read': ['self', 'organizer'],
  'seat.cancel': ['self', 'organizer'],
  'seat.accept': ['self', 'organizer'],
  'seat.swap': ['self', 'organizer'],
  'block.read': ['organizer', 'city-liaison'],
  'block.write': ['organizer', 'city-liaison'],
  'code.read': ['organizer'],
  'code.write': ['organizer'],
  'me.read': ['person'],
  'me.change': ['person'],
  'join-link.use': ['anyone'],
  'join-link.renew': ['self'],
  'attendance.read': ['organizer'],
  'reminder.read': ['organizer'],
  'reminder.write': ['organizer'],
  'calendar.read': ['anyone'],
  'live.read': ['anyone'],
  'clock.forward': ['any-organizer'],
  'facts.operate': ['admin'],
  'mail.operate': ['admin'],
  'clock-changes.read': ['admin'],
} as const satisfies Record<string, readonly PolicyRelation[]>;

export type Action = keyof typeof POLICY;

/** What an action is done to, as far as it matters for access. */
export interface PolicyObject {
  programmeId?: string | null;
  city?: string | null;
  personId?: string | null;
}

function holds(relation: PolicyRelation, actor: Actor, object: PolicyObject): boolean {
  if (relation === 'anyone') return true;
  if (actor.kind !== 'person') return false;
  if (relation === 'person') return true;
  if (relation === 'self') return object.personId === actor.id;
  return actor.grants.some((grant) => {
    switch (relation) {
      case 'any-organizer':
        return grant.role === 'organizer';
      case 'organizer':
        return grant.role === 'organizer' && isSame(grant.programmeId, object.programmeId);
      case 'liaison':
        return grant.role === 'liaison' && isSame(grant.programmeId, object.programmeId);
      case 'city-liaison':
        return (
          grant.role === 'liaison' &&
          isSame(grant.programmeId, object.programmeId) &&
          isSame(grant.city, object.city)
        );
      default:
        return false;
    }
  });
}

/** Null and undefined are “not known”, which is never a match. */
function isSame(granted: string | null, asked: string | null | undefined): boolean {
  return granted !== null && granted === asked;
}

function isAllPowerful(actor: Actor): boolean {
  return (
    actor.kind === 'service' ||
    (actor.kind === 'person' && actor.grants.some((grant) => grant.role === 'admin'))
  );
}

/** Whether the actor may do this to this object. */
export function allows(actor: Actor, action: Action, object: PolicyObject = {}): boolean {
  if (isAllPowerful(actor)) return true;
  return POLICY[action].some((relation) => holds(relation, actor, object));
}

/**
 * Whether the actor may do this to some object: what the gateway can know before the owner has looked at the object.
 * A no is final; a yes is checked again by the owner with `authorize`.
 */
export function mayAttempt(actor: Actor, action: Action): boolean {
  if (isAllPowerful(actor)) return true;
  return POLICY[action].some((relation) => {
    if (relation === 'anyone') return true;
    if (actor.kind !== 'person') return false;
    if (relation === 'person' || relation === 'self') return true;
    const role = relation === 'liaison' || relation === 'city-liaison' ? 'liaison' : 'organizer';
    return relation !== 'admin' && actor.grants.some((grant) => grant.role === role);
  });
}

/**
 * Refuses unless the actor may do this to this object.
 * @throws RuleViolation `access.unauthenticated` without a token, `access.forbidden` with one
 */
export function authorize(actor: Actor, action: Action, object: PolicyObject = {}): void {
  if (allows(actor, action, object)) return;
  throw refusal(actor, action);
}

/** The refusal for an actor who may not do this. */
export function refusal(actor: Actor, action: Action): RuleViolation {
  if (actor.kind === 'anonymous') {
    return new RuleViolation(
      'access.unauthenticated',
      'This needs a token: send “Authorization: Bearer <token>”.',
    );
  }
  const needed = POLICY[action].join(' or ');
  return new RuleViolation('access.forbidden', `You may not do this (${action}); it is for: ${needed}.`);
}
