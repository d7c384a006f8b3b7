import { FieldError, type Problem } from '#contracts';
import { z } from 'zod';
import { PROBLEM_CODES, PROBLEM_KINDS, type ProblemCode } from './problem-codes.js';

/** A refusal over HTTP (RFC 9457). Codes may carry members of their own: `suggestions`, `choices`, `sessions`. */
export const ProblemDocument = z
  .looseObject({
    type: z.string().describe('Address of the code’s description, relative to the API.'),
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODES as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().describe('What is wrong here, and what would be right.'),
    traceId: z.string().optional().describe('Names this request in our logs.'),
    errors: z.array(FieldError).optional(),
  })
  .describe('RFC 9457');
export type ProblemDocument = z.output<typeof ProblemDocument>;

export const PROBLEM_TYPE = 'application/problem+json';

/** What the gateway refuses by itself: as a service's problem, with the codes of HTTP too. */
export type HttpProblem = Omit<Problem, 'code'> & { code: ProblemCode };

export function problemDocument(problem: HttpProblem, traceId?: string): ProblemDocument {
  const { status, title } = PROBLEM_KINDS[problem.code];
  return {
    ...problem.extensions,
    type: `/problems/${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.detail,
    ...(traceId && { traceId }),
    ...(problem.errors && { errors: problem.errors }),
  };
}
