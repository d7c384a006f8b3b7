import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * JSON, and HTML forms only where a page has one: a form can be sent from any other site, JSON cannot.
 * Keys like `__proto__` are refused as malformed. An empty body is none, whatever its type says.
 */
export function useBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    function (request, body, done) {
      if (request.routeOptions.config?.acceptsForm) done(new UnsupportedMediaTypeException());
      else if (body === '') done(null, undefined);
      else void parseJson.call(fastify, request, body, done);
    },
  );
  fastify.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4_096 },
    (request, body, done) => {
      if (request.routeOptions.config?.acceptsForm) done(null, Object.fromEntries(new URLSearchParams(body)));
      else done(new UnsupportedMediaTypeException());
    },
  );
}
