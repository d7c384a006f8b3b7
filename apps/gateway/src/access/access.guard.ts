import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { mayAttempt, refusal, RuleViolation } from '#contracts';
import { currentContext } from '#platform';
import type { FastifyRequest } from 'fastify';

/**
 * Guards every route, deny by default (DESIGN section 13): the actor must be one who may do this to some object.
 * Whether to this one, its owner checks.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  canActivate(context: ExecutionContext): true {
    const { action } = context.switchToHttp().getRequest<FastifyRequest>().routeOptions.config;
    if (!action) throw new RuleViolation('access.forbidden', 'This is not open to anybody.');
    const { actor } = currentContext();
    if (!mayAttempt(actor, action)) throw refusal(actor, action);
    return true;
  }
}
