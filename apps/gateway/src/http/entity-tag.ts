import { createHash } from 'node:crypto';
import {
  createParamDecorator,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { invalidFields } from '#contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

const OUR_TAG = /^"(\d{1,15})(?:-[\w-]+)?"$/;

type TagOf = (object: { version: number }) => string;

const byVersion: TagOf = ({ version }) => `"${version}"`;
const byVersionAndContent: TagOf = (object) => {
  const digest = createHash('sha256').update(JSON.stringify(object)).digest('base64url');
  return `"${object.version}-${digest.slice(0, 16)}"`;
};

class VersionTagInterceptor implements NestInterceptor {
  constructor(private readonly tagOf: TagOf) {}

  intercept(context: ExecutionContext, next: CallHandler<{ version: number }>): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(
      map((object) => {
        const unchanged = tagReply(this.tagOf(object), http.getRequest(), http.getResponse());
        return unchanged ? undefined : object;
      }),
    );
  }
}

/** Gives the reply an ETag `"<version>"`, and answers 304 to a GET whose If-None-Match names it (RFC 9110 13.1.2). */
export const VersionTagged = () => UseInterceptors(new VersionTagInterceptor(byVersion));

/**
 * The same for objects that also show what their version does not count, such as seats taken or local times:
 * `"<version>-<digest>"`. If-Match takes it with or without the digest.
 */
export const ContentTagged = () => UseInterceptors(new VersionTagInterceptor(byVersionAndContent));

/** Sets ETag; when the asker has just this, also status 304, and returns true: then no body is to be sent. */
export function tagReply(tag: string, request: FastifyRequest, reply: FastifyReply): boolean {
  void reply.headers({ ETag: tag, 'Cache-Control': 'no-cache', Vary: 'Authorization' });
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || !namesTag(request.headers['if-none-match'], tag)) return false;
  void reply.status(304);
  return true;
}

/** Weak comparison (RFC 9110 8.8.3.2), as If-None-Match asks for. */
function namesTag(header: string | undefined, tag: string): boolean {
  const opaque = (text: string) => text.trim().replace(/^W\//, '');
  return (
    header !== undefined && (header.trim() === '*' || header.split(',').map(opaque).includes(opaque(tag)))
  );
}

/** The version that If-Match names; undefined without the header or for `*`. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const match = OUR_TAG.exec(ifMatch.trim());
  if (match) return Number(match[1]);
  throw invalidFields([{ path: 'If-Match', message: 'must be one ETag as we gave it, like “"3"”, or “*”' }]);
}
