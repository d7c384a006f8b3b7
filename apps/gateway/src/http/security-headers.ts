import type { FastifyInstance } from 'fastify';

/**
 * What a page may load and where its forms may lead.
 * @param formAction sources besides our own; browsers hold a form's redirects to them, too
 */
export const contentSecurityPolicy = (formAction = ''): string =>
  `default-src 'self'; base-uri 'none'; form-action 'self'${formAction && ` ${formAction}`}; frame-ancestors 'none'; object-src 'none'`;

const SECURITY_HEADERS = {
  'Content-Security-Policy': contentSecurityPolicy(),
  'X-Content-Type-Options': 'nosniff',
  // Addresses hold sign-in tokens; nobody else needs to know where a reader came from.
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Replies differ by token and may hold one; single objects and feeds say otherwise with their ETag.
  'Cache-Control': 'no-store',
};

/** Set on every reply, problems and unknown paths included. */
export function useSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(SECURITY_HEADERS);
    done();
  });
}
