import { z } from 'zod';
import './field-messages.js';

/** Every code that a reply may carry. Stable: clients branch on it. */
export const ERROR_CODES = [
  'validation.failed',
  'not-found',
  'access.unauthenticated',
  'access.forbidden',
  'version.mismatch',
  'slug.taken',
  'time.gap',
  'time.overlap',
  'time.zone',
  'time.local',
  'city.unknown',
  'city.in-use',
  'import.invalid',
  'event.state',
  'partner.state',
  'schedule.conflict',
  'session.state',
  'relation.broken',
  'move.required',
  'move.open',
  'move.state',
  'delay.required',
  'delay.early',
  'release.empty',
  'plan.empty',
  'plan.running',
  'plan.state',
  'plan.outdated',
  'poll.exists',
  'poll.state',
  'poll.closed',
  'slot.exists',
  'slot.capacity',
  'seat.closed',
  'seat.full',
  'registration.closed',
  'registration.limit',
  'registration.code',
  'seat.state',
  'email.taken',
  'sign-in.expired',
  'clock.fixed',
  'rate.limited',
  'live.limit',
  'idempotency.reused',
  'idempotency.in-flight',
  'service.unavailable',
  'overloaded',
  'outcome.unknown',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One field that is wrong: `path` as in `sessions[2].start.local`, `message` says what would be right. */
export const FieldError = z.object({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** What crosses NATS when a request is refused; the gateway makes it a problem document (RFC 9457). */
export const Problem = z.object({
  code: z.enum(ERROR_CODES).catch('internal'),
  detail: z.string(),
  errors: z.array(FieldError).optional(),
  /** Members of their own for one code: `suggestions`, `choices`, `sessions`, … */
  extensions: z.record(z.string(), z.unknown()).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Thrown by rules and services when the world or the input does not allow what was asked. */
export class RuleViolation extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly extensions?: Record<string, unknown>,
    readonly errors?: FieldError[],
  ) {
    super(`${code}: ${detail}`);
    this.name = 'RuleViolation';
  }

  static fromProblem(problem: Problem): RuleViolation {
    return new RuleViolation(problem.code, problem.detail, problem.extensions, problem.errors);
  }

  toProblem(): Problem {
    return {
      code: this.code,
      detail: this.detail,
      ...(this.errors && { errors: this.errors }),
      ...(this.extensions && { extensions: this.extensions }),
    };
  }
}

/** The object that was asked for does not exist, or this actor may not know that it does. */
export function notFound(noun: string, id: string): RuleViolation {
  return new RuleViolation('not-found', `There is no ${noun} “${id}”.`);
}

/** Fields of the input that are wrong, all at once. */
export function invalidFields(errors: FieldError[]): RuleViolation {
  const [first] = errors;
  const detail =
    errors.length === 1 && first ? `${first.path}: ${first.message}` : `${errors.length} fields are wrong.`;
  return new RuleViolation('validation.failed', detail, undefined, errors);
}

/** zod's issues as field errors with paths as people write them: `sessions[2].start.local`. */
export function fieldErrorsOf(error: Pick<z.ZodError, 'issues'>, under = ''): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = joinPath(under, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: joinPath(path, [key]), message: 'is not a known field' }));
    }
    const meant = issue.code === 'invalid_union' && meantBranch(issue.errors);
    return meant
      ? fieldErrorsOf({ issues: meant }, path)
      : [{ path: path || '(body)', message: issue.message }];
  });
}

/**
 * The branch of a union that was meant, as far as one can tell: what is wrong inside it is what people want to know. It
 * is of the input's type, and of several that are, the one that knows the most of the fields and lacks the least.
 */
function meantBranch(branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const ofType = branches.filter(([issue]) => issue?.code !== 'invalid_type' || issue.path.length > 0);
  const [meant, other] = ofType.sort(byDistance);
  return meant && other && byDistance(meant, other) === 0 ? undefined : meant;
}

/** Fields that a branch does not know count before whatever else is wrong in it. */
function byDistance(one: z.core.$ZodIssue[], other: z.core.$ZodIssue[]): number {
  const unknownFields = (issues: z.core.$ZodIssue[]) =>
    issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [])).length;
  return unknownFields(one) - unknownFields(other) || one.length - other.length;
}

/** Appends keys and indexes to a path: `joinPath('events[0]', ['sessions', 3])` is `events[0].sessions[3]`. */
export function joinPath(base: string, parts: readonly PropertyKey[]): string {
  return parts.reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    return path ? `${path}.${String(part)}` : String(part);
  }, base);
}
