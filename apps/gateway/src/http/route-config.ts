import type { Action } from '#contracts';

declare module 'fastify' {
  /** What the gateway knows of a route before its handler runs; written by `@Operation`. */
  interface FastifyContextConfig {
    /** What the route does, in the policy's words. A route without one is refused, and does not start. */
    action?: Action;
    /** Milliseconds the whole request may take, where the setting DEADLINE_MS is too short. */
    deadlineMs?: number;
    /** Largest body in bytes; 256 kB when left out. */
    bodyBytes?: number;
    /** Takes an HTML form instead of JSON. */
    acceptsForm?: boolean;
    /** Answers people: problems are pages, too. */
    isPage?: boolean;
    /** Stays open: how long it lasted says nothing of how fast it was. */
    isStream?: boolean;
  }
}

export const BODY_BYTES = 256 * 1024;
