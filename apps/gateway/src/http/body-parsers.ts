import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const FORM_BYTES = 4_096;

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
    { parseAs: 'string', bodyLimit: FORM_BYTES },
    (request, body, done) => {
      if (request.routeOptions.config?.acceptsForm) done(null, Object.fromEntries(new URLSearchParams(body)));
      else done(new UnsupportedMediaTypeException());
    },
  );
  // Mail programs send their one click so (RFC 8058 section 3.2).
  fastify.addContentTypeParser<Buffer>(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: FORM_BYTES },
    async (request: FastifyRequest, body: Buffer) => {
      if (!request.routeOptions.config?.acceptsForm) throw new UnsupportedMediaTypeException();
      const headers = { 'Content-Type': request.headers['content-type'] ?? '' };
      try {
        return Object.fromEntries(await new Response(body, { headers }).formData());
      } catch {
        throw new BadRequestException();
      }
    },
  );
}
