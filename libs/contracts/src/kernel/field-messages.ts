import { z } from 'zod';

/** What zod expects, as people say it. */
const NAMES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};
const UNITS: Record<string, string> = { string: 'characters', array: 'items' };

/**
 * Says what would be right, where a schema has no words of its own: zod's own messages say what was found, in the
 * terms of its types. Set for the whole process, because zod writes messages deep inside unions and records.
 */
z.config({
  customError: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return wrongType([issue.expected], issue.input);
      case 'invalid_value':
        return required(issue.input, `must be ${oneOf(issue.values.map((value) => `“${String(value)}”`))}`);
      case 'too_small':
        return bound(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin);
      case 'too_big':
        return bound(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
      case 'invalid_key':
        return `is not a possible name here: it ${issue.issues[0]?.message ?? 'must be another'}`;
      case 'invalid_union':
        return wrongType(expectedBy(issue.errors), issue.input);
      default:
        return undefined;
    }
  },
});

function wrongType(expected: readonly string[], input: unknown): string | undefined {
  if (expected.length === 0) return undefined;
  const names = new Set(expected.map((type) => NAMES[type] ?? type));
  return required(input, `must be ${oneOf([...names])}`);
}

function required(input: unknown, message: string): string {
  return input === undefined ? `is missing; it ${message}` : message;
}

function bound(comparison: string, limit: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  return unit ? `must have ${comparison} ${limit} ${unit}` : `must be ${comparison} ${limit}`;
}

/** The types that the branches of a union begin with. */
function expectedBy(branches: readonly (readonly { code?: string; expected?: unknown }[])[]): string[] {
  return branches.flatMap(([issue]) => (issue?.code === 'invalid_type' ? [String(issue.expected)] : []));
}

function oneOf(alternatives: readonly string[]): string {
  if (alternatives.length < 2) return alternatives.join('');
  return `${alternatives.slice(0, -1).join(', ')} or ${alternatives.at(-1)!}`;
}
