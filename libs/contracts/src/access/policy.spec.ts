import { describe, expect, it } from '@jest/globals';
import type { Actor, Grant } from '../kernel/actor.js';
import { ANONYMOUS } from '../kernel/actor.js';
import { allows, authorize, mayAttempt, POLICY, type Action, type PolicyObject } from './policy.js';

const person = (...grants: Grant[]): Actor => ({ kind: 'person', id: 'me', grants });
const ACTORS = {
  anonymous: ANONYMOUS,
  participant: person(),
  admin: person({ role: 'admin', programmeId: null, city: null }),
  organizer: person({ role: 'organizer', programmeId: 'forum', city: null }),
  liaison: person({ role: 'liaison', programmeId: 'forum', city: 'boston' }),
  service: { kind: 'service', name: 'sessions' } satisfies Actor,
} as const;
const OWN: PolicyObject = { programmeId: 'forum', city: 'boston', personId: 'me' };
const FOREIGN: PolicyObject = { programmeId: 'other', city: 'rome', personId: 'somebody' };

/** Who may do it to an object of theirs · and to one of others. Everything else is refused. */
const EVERYBODY = Object.keys(ACTORS);
const ALWAYS = ['admin', 'service'];
const EXPECTED: Partial<Record<Action, { own: string[]; foreign: string[] }>> = {
  'city.write': { own: ALWAYS, foreign: ALWAYS },
  'event.read': { own: EVERYBODY, foreign: EVERYBODY },
  'programme.create': { own: [...ALWAYS, 'organizer'], foreign: [...ALWAYS, 'organizer'] },
  'session.write': { own: [...ALWAYS, 'organizer'], foreign: ALWAYS },
  'draft.read': { own: [...ALWAYS, 'organizer', 'liaison'], foreign: ALWAYS },
  'partner.answer': { own: [...ALWAYS, 'liaison'], foreign: ALWAYS },
  'partner.withdraw': { own: [...ALWAYS, 'liaison', 'organizer'], foreign: ALWAYS },
  'seat.take': { own: [...ALWAYS, 'participant', 'organizer', 'liaison'], foreign: ALWAYS },
  'me.read': {
    own: EVERYBODY.filter((who) => who !== 'anonymous'),
    foreign: EVERYBODY.filter((who) => who !== 'anonymous'),
  },
};

describe('the policy', () => {
  const cases = Object.entries(EXPECTED).flatMap(([action, who]) =>
    EVERYBODY.map((actor) => [action as Action, actor as keyof typeof ACTORS, who] as const),
  );

  it.each(cases)('%s by %s', (action, actor, { own, foreign }) => {
    expect(allows(ACTORS[actor], action, OWN)).toBe(own.includes(actor));
    expect(allows(ACTORS[actor], action, FOREIGN)).toBe(foreign.includes(actor));
  });

  it('never matches an object whose programme, city or person is not known', () => {
    expect(allows(ACTORS.organizer, 'session.write', {})).toBe(false);
    expect(allows(ACTORS.organizer, 'session.write', { programmeId: null })).toBe(false);
    expect(allows(ACTORS.liaison, 'partner.answer', { programmeId: 'forum' })).toBe(false);
    expect(allows(ACTORS.participant, 'seat.cancel', {})).toBe(false);
  });

  it('lets nobody through at the edge whom no object could allow, and everybody whom one could', () => {
    for (const action of Object.keys(POLICY) as Action[]) {
      for (const actor of Object.values(ACTORS)) {
        if (allows(actor, action, OWN)) expect([action, mayAttempt(actor, action)]).toEqual([action, true]);
      }
    }
    expect(mayAttempt(ACTORS.participant, 'session.write')).toBe(false);
    expect(mayAttempt(ACTORS.liaison, 'session.write')).toBe(false);
    expect(mayAttempt(ACTORS.organizer, 'city.write')).toBe(false);
    expect(mayAttempt(ANONYMOUS, 'me.read')).toBe(false);
  });

  it('tells those without a token to send one, and the others that they may not', () => {
    expect(() => authorize(ANONYMOUS, 'session.write', OWN)).toThrow(
      expect.objectContaining({ code: 'access.unauthenticated' }),
    );
    expect(() => authorize(ACTORS.participant, 'session.write', OWN)).toThrow(
      expect.objectContaining({ code: 'access.forbidden' }),
    );
    expect(() => authorize(ACTORS.organizer, 'session.write', OWN)).not.toThrow();
  });
});
