import { Catch, Logger, type RpcExceptionFilter } from '@nestjs/common';
import { RuleViolation, type Problem } from '#contracts';
import { throwError, type Observable } from 'rxjs';
import { currentContext } from '../context/request-context.js';

/** Turns what a handler throws into the problem that crosses NATS. Unknown errors are logged whole and shown as nothing. */
@Catch()
export class ProblemFilter implements RpcExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown): Observable<never> {
    return throwError(() => this.problemOf(error));
  }

  private problemOf(error: unknown): Problem | unknown {
    if (error instanceof RuleViolation) return error.toProblem();
    if (!(error instanceof Error)) return error;
    this.logger.error(error);
    const { traceId } = currentContext().trace;
    return {
      code: 'internal',
      detail: `Something went wrong on our side (trace ${traceId}).`,
    } satisfies Problem;
  }
}
