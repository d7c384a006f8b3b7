import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { fieldErrorsOf, invalidFields, type FieldError } from '#contracts';
import type { FastifyRequest } from 'fastify';
import { Nothing } from './validation.js';

/**
 * Refuses what an operation does not take at all: query parameters and fields of a body where it declares none, as the
 * schemas of the others refuse those that they do not name. Only of the API: addresses of pages and probes get
 * parameters of mail programs and proxies. Not where a handler takes the whole request.
 */
@Injectable()
export class UndeclaredInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const { query, body, routeOptions } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!routeOptions.url?.startsWith('/v1/')) return next.handle();
    const takes = paramsOf(context);
    if (!takes.has(RouteParamtypes.REQUEST)) {
      const errors = [
        ...(takes.has(RouteParamtypes.QUERY) ? [] : undeclared(query)),
        ...(takes.has(RouteParamtypes.BODY) ? [] : undeclared(body)),
      ];
      if (errors.length > 0) throw invalidFields(errors);
    }
    return next.handle();
  }
}

function undeclared(given: unknown): FieldError[] {
  const read = Nothing.safeParse(given ?? {});
  return read.success ? [] : fieldErrorsOf(read.error);
}

/** The kinds of parameters that a handler declares; Nest keeps them by `kind:index`. */
function paramsOf(context: ExecutionContext): Set<number> {
  const declared: unknown = Reflect.getMetadata(
    ROUTE_ARGS_METADATA,
    context.getClass(),
    context.getHandler().name,
  );
  return new Set(Object.keys(declared ?? {}).map((key) => Number(key.split(':')[0])));
}
