import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiExcludeEndpoint, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { POLICY, type Action, type ErrorCode } from '#contracts';
import type { FastifyContextConfig } from 'fastify';
import type { z } from 'zod';
import { PROBLEM_KINDS } from './problem-codes.js';
import { PROBLEM_TYPE } from './problem-document.js';
import './route-config.js';

/** A reply of an operation: its schema, or a media type for text, or null for an empty one. */
type Reply = z.ZodType | `${string}/${string}` | null;

export interface OperationOptions extends Omit<FastifyContextConfig, 'action' | 'url' | 'method'> {
  summary: string;
  description?: string;
  /** Status → reply. */
  replies: Record<number, Reply>;
  /** Codes of its own, besides those that every operation may answer with. */
  refuses?: ErrorCode[];
  /** Changes something: takes an Idempotency-Key. */
  isWrite?: boolean;
  /** Takes If-Match. */
  takesIfMatch?: boolean;
}

/** Any operation that asks a service may answer with these. */
const ALWAYS: ErrorCode[] = [
  'validation.failed',
  'service.unavailable',
  'overloaded',
  'outcome.unknown',
  'internal',
];
const WITH_TOKEN: ErrorCode[] = ['access.unauthenticated', 'access.forbidden'];

/** Classifies a route by the policy's action (the guard refuses any other) and describes it for OpenAPI. */
export function Operation(action: Action, options: OperationOptions): MethodDecorator {
  const { summary, description, replies, refuses = [], isWrite, takesIfMatch, ...config } = options;
  const isPublic = (POLICY[action] as readonly string[]).includes('anyone');
  const codes = [
    ...ALWAYS,
    ...(isPublic ? [] : WITH_TOKEN),
    ...(isWrite ? (['idempotency.reused', 'idempotency.in-flight'] as const) : []),
    ...(takesIfMatch ? (['version.mismatch'] as const) : []),
    ...refuses,
  ];
  return applyDecorators(
    RouteConfig({ ...config, action }),
    ApiOperation({ summary, ...(description && { description }) }),
    ...(config.isPage ? [ApiExcludeEndpoint()] : []),
    ...(isPublic && !isWrite ? [] : [ApiBearerAuth()]),
    ...(isWrite ? [IDEMPOTENCY_KEY] : []),
    ...(takesIfMatch ? [IF_MATCH] : []),
    ...(304 in replies ? [IF_NONE_MATCH] : []),
    ...Object.entries(replies).map(([status, reply]) => replyOf(Number(status), reply)),
    ...problemsOf(codes),
  );
}

const IDEMPOTENCY_KEY = ApiHeader({
  name: 'Idempotency-Key',
  description: 'Makes a retry safe for 24 hours: same key and body, same answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
});
const IF_MATCH = ApiHeader({
  name: 'If-Match',
  description: 'The ETag that the change is based on; another version answers 412.',
  schema: { type: 'string', examples: ['"3"'] },
});

const IF_NONE_MATCH = ApiHeader({
  name: 'If-None-Match',
  description: 'An ETag; when it is still current, the reply is 304 without a body.',
  schema: { type: 'string', examples: ['"3"'] },
});

function replyOf(status: number, reply: Reply): MethodDecorator {
  const description = REPLY_DESCRIPTIONS[status] ?? 'Done';
  if (reply === null) return ApiResponse({ status, description });
  if (typeof reply === 'string') {
    return ApiResponse({ status, description, content: { [reply]: { schema: { type: 'string' } } } });
  }
  return ApiResponse({ status, description, standardSchema: reply });
}

const REPLY_DESCRIPTIONS: Record<number, string> = {
  200: 'OK',
  201: 'Made',
  202: 'Taken on',
  304: 'Not modified: the version named by If-None-Match is current',
};

function problemsOf(codes: ErrorCode[]): MethodDecorator[] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = PROBLEM_KINDS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, codes]) =>
    ApiResponse({
      status,
      description: codes.map((code) => `\`${code}\` ${PROBLEM_KINDS[code].title}`).join(' · '),
      content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}
