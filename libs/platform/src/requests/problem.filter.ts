import { Catch, Logger, type RpcExceptionFilter } from '@nestjs/common';
import { RuleViolation, type Problem } from '#contracts';
import { throwError, type Observable } from 'rxjs';
import { currentContext } from '../context/request-context.js';
import { isInfrastructure } from '../facts/infrastructure.js';

const AWAY = 'The database does not answer now, and nothing was changed; try again in a moment.';

/**
 * Turns what a handler throws into the problem that crosses NATS. A database that is away is nobody's mistake and will be
 * back; unknown errors are logged whole and shown as nothing.
 */
@Catch()
export class ProblemFilter implements RpcExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown): Observable<never> {
    return throwError(() => this.problemOf(error));
  }

  private problemOf(error: unknown): Problem | unknown {
    if (error instanceof RuleViolation) return error.toProblem();
    if (!(error instanceof Error)) return error;
    if (isInfrastructure(error)) {
      this.logger.warn(error.message);
      return { code: 'service.unavailable', detail: AWAY } satisfies Problem;
    }
    this.logger.error(error);
    const { traceId } = currentContext().trace;
    return {
      code: 'internal',
      detail: `Something went wrong on our side (trace ${traceId}).`,
    } satisfies Problem;
  }
}
