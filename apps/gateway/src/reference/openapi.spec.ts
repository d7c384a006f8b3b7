import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLASSIFIED_ROUTES } from '../testing/classified-routes.js';
import { TestGateway } from '../testing/test-gateway.js';

interface Content {
  [type: string]: { schema: Record<string, unknown> };
}
interface Described {
  summary: string;
  operationId: string;
  security?: unknown;
  parameters: { in: string; name: string }[];
  requestBody: { content: Content };
  responses: Record<string, { content: Content }>;
}
interface Document {
  openapi: string;
  servers: unknown;
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, { properties: object }>; securitySchemes: object };
}

let gateway: TestGateway;
let document: Document;
beforeAll(async () => {
  gateway = await TestGateway.start({ PUBLIC_URL: 'https://forum.example' });
  document = (await gateway.send<Document>('/v1/openapi.json')).body;
});
afterAll(() => gateway.stop());

const operation = (method: string, path: string) => document.paths[path]![method]!;
const jsonOf = (content: Content) => content['application/json']!.schema;

/** Every object of the document with its path. */
function* walk(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  yield [path, value as Record<string, unknown>];
  for (const [key, child] of Object.entries(value)) yield* walk(child, `${path}/${key}`);
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 with a server and a security scheme', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: 'https://forum.example' }]);
    expect(document.components.securitySchemes).toEqual({
      bearer: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    });
  });

  it('has every route of the API', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const isPage = (route: string) =>
      / (\/|\/docs|\/assets.*|\/j\/.*|\/poll\/.*|\/mails\/.*|\/sign-in.*)$/.test(route);

    expect(described.sort()).toEqual(
      Object.keys(CLASSIFIED_ROUTES)
        .filter((route) => !isPage(route))
        .sort(),
    );
  });

  it('says of each operation what it does, replies and refuses', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { summary, operationId, responses }] of Object.entries(methods)) {
        expect({ path, method, summary, operationId }).toEqual({
          path,
          method,
          summary: expect.any(String),
          operationId: expect.any(String),
        });
        expect(responses['503'] ?? responses['200']).toBeDefined();
      }
    }
    const ids = [...walk(document.paths, '')].flatMap(([, { operationId }]) => operationId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows fields from the zod schemas', () => {
    const body = jsonOf(operation('post', '/v1/cities').requestBody.content);
    expect(body).toMatchObject({ type: 'object', additionalProperties: false });
    expect(body.properties).toMatchObject({
      slug: { type: 'string', maxLength: 80 },
      weekend: { type: 'array', default: [6, 7] },
      latitude: { type: 'number', minimum: -90, maximum: 90 },
    });
    expect(body.required).toEqual(['slug', 'name', 'country', 'zone', 'languages', 'latitude', 'longitude']);

    const reply = jsonOf(operation('get', '/v1/sessions/{id}').responses['200']!.content);
    expect(reply).toEqual({ $ref: '#/components/schemas/Session' });
    expect(Object.keys(document.components.schemas['Session']!.properties)).toEqual(
      expect.arrayContaining(['id', 'start', 'localTimes', 'parts', 'speakers', 'timeVersion']),
    );
  });

  it('shows parameters, headers, statuses and who needs a token', () => {
    const change = operation('patch', '/v1/sessions/{id}');
    expect(change.parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).toEqual(
      expect.arrayContaining(['path id', 'header If-Match', 'header Idempotency-Key']),
    );
    expect(Object.keys(change.responses)).toEqual(
      expect.arrayContaining(['200', '401', '403', '404', '409', '412', '422', '503', '504']),
    );
    expect(change.responses['409']!.content['application/problem+json']!.schema).toEqual({
      $ref: '#/components/schemas/Problem',
    });
    expect(change.security).toEqual([{ bearer: [] }]);
    expect(operation('get', '/v1/cities').security).toBeUndefined();
    expect(Object.keys(operation('post', '/v1/slots/{id}/seats').responses)).toEqual(
      expect.arrayContaining(['200', '201', '202']),
    );
    expect(operation('get', '/v1/time/resolve').parameters.map(({ name }) => name)).toEqual([
      'local',
      'zone',
    ]);
  });

  it('refers only to schemas that it has', () => {
    const references = [...walk(document, '#')].flatMap(([, { $ref }]) =>
      typeof $ref === 'string' ? $ref : [],
    );

    expect(references.length).toBeGreaterThan(50);
    for (const reference of new Set(references)) {
      expect(document.components.schemas).toHaveProperty([reference.replace('#/components/schemas/', '')]);
    }
  });

  it('has no OpenAPI 3.0 leftovers', () => {
    for (const [path, { nullable, exclusiveMinimum }] of walk(document, '#')) {
      expect([path, nullable, exclusiveMinimum === true]).toEqual([path, undefined, false]);
    }
  });
});

describe('the reference page', () => {
  it('shows every operation without a script', async () => {
    const { status, headers, body } = await gateway.send<string>('/docs');

    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(body).toContain('/v1/slots/{id}/seats');
    expect(body).not.toMatch(/<script|<style|style=/);
  });
});
