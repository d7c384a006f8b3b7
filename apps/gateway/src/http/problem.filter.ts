import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { RuleViolation } from '#contracts';
import { currentContext } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemPage } from '../pages/problem.page.js';
import type { HttpCode } from './problem-codes.js';
import { PROBLEM_TYPE, problemDocument, type HttpProblem, type ProblemDocument } from './problem-document.js';
import type { RouteTable } from './route-table.js';

const RETRY_AFTER_SECONDS = 1;

/** Makes whatever is thrown a problem document, or a page where people look. Unknown errors show only a trace id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.problemOf(error, request, reply);
    send(problemDocument(problem, currentContext().trace.traceId), request, reply);
  }

  private problemOf(error: unknown, request: FastifyRequest, reply: FastifyReply): HttpProblem {
    if (error instanceof RuleViolation) return error.toProblem();
    const status = error instanceof HttpException ? error.getStatus() : 500;
    if (status === 404) return this.noRoute(request, reply);
    if (status >= 500) {
      this.logger.error(error);
      return {
        code: 'internal',
        detail: 'Something went wrong on our side; the trace id names it in our logs.',
      };
    }
    return refusedMessage(status, request);
  }

  private noRoute(request: FastifyRequest, reply: FastifyReply): HttpProblem {
    const path = request.url.split('?')[0]!;
    const methods = this.routes.methodsOf(path);
    if (methods.length === 0) return { code: 'not-found', detail: `There is nothing at ${path}.` };
    void reply.header('Allow', methods.join(', '));
    return { code: 'method.not-allowed', detail: `${path} takes ${methods.join(', ')}.` };
  }
}

/** What Fastify refuses before a handler: a body it can't read, of another type, or too large. */
function refusedMessage(status: number, request: FastifyRequest): HttpProblem {
  const { bodyLimit, config } = request.routeOptions;
  const refusals: Record<number, [HttpCode, string]> = {
    408: ['request.timeout', 'The request did not arrive in time.'],
    413: ['body.too-large', `A body may have at most ${bodyLimit} bytes here.`],
    415: ['body.media-type', `Send ${config.acceptsForm ? 'a form' : '“Content-Type: application/json”'}.`],
  };
  const malformed: [HttpCode, string] = request.headers['content-type']
    ? [
        'body.malformed',
        `The ${config.acceptsForm ? 'form is not well-formed' : 'body is not well-formed JSON'}.`,
      ]
    : ['request.malformed', 'The request is not well-formed.'];
  const [code, detail] = refusals[status] ?? malformed;
  return { code, detail };
}

function send(document: ProblemDocument, request: FastifyRequest, reply: FastifyReply): void {
  const { status } = document;
  void reply.status(status).header('Cache-Control', 'no-store');
  if (status === 401) void reply.header('WWW-Authenticate', 'Bearer realm="meridian"');
  const retryAfter = retryAfterOf(document);
  if (retryAfter !== null) void reply.header('Retry-After', String(retryAfter));
  if (isForPeople(request)) void reply.type('text/html; charset=utf-8').send(problemPage(document));
  // As text: Nest's adapter would label an object with an error status as plain JSON.
  else void reply.type(PROBLEM_TYPE).send(JSON.stringify(document));
}

/** When to come again, in seconds, for those who are refused only now. */
function retryAfterOf({ status, retryAfterSeconds }: ProblemDocument): number | null {
  if (typeof retryAfterSeconds === 'number') return retryAfterSeconds;
  return status === 503 ? RETRY_AFTER_SECONDS : null;
}

function isForPeople(request: FastifyRequest): boolean {
  if (request.routeOptions.config?.isPage) return true;
  return request.is404 && !request.url.startsWith('/v1') && !!request.headers.accept?.includes('text/html');
}
