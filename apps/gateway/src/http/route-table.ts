import type { Action } from '#contracts';
import type { FastifyInstance, RouteOptions } from 'fastify';

export interface Route {
  readonly method: string;
  /** As declared: `/v1/cities/:city` */
  readonly path: string;
  readonly action: Action;
}

/**
 * Every route that the HTTP server really has, as Fastify registers it: HEAD twins, and whatever a library adds.
 * A route that no policy action classifies stops the start, so that nothing is served by accident (DESIGN section 13).
 */
export class RouteTable {
  readonly routes: Route[] = [];

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', (route) => this.add(route));
  }

  /** The methods that this path takes, for `Allow`. */
  methodsOf(path: string): string[] {
    const segments = path.split('/');
    const methods = this.routes.filter((route) => matches(route.path.split('/'), segments));
    return [...new Set(methods.map((route) => route.method))].sort();
  }

  private add(route: RouteOptions): void {
    const { action, bodyBytes } = route.config ?? {};
    if (!action) throw new Error(`The route ${String(route.method)} ${route.url} has no @Operation`);
    if (bodyBytes) route.bodyLimit = bodyBytes;
    for (const method of [route.method].flat()) this.routes.push({ method, path: route.url, action });
  }
}

function matches(pattern: string[], segments: string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (part.startsWith(':') ? segments[index] !== '' : part === segments[index]))
  );
}
