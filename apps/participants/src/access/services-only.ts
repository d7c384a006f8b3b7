import { RuleViolation, type Actor } from '#contracts';

/**
 * For requests that give addresses or links: only our own processes may ask, acting for themselves.
 * @throws RuleViolation `access.forbidden`
 */
export function requireService(actor: Actor): void {
  if (actor.kind === 'service') return;
  throw new RuleViolation('access.forbidden', 'This is asked between services only.');
}
