import { invalidFields } from '#contracts';

/** A sort key whose last part is unique, as text. */
export type SortKey = readonly string[];

/**
 * One page out of rows of which one more than `limit` was read, so that the last page is known as such.
 * `next` is the sort key of the page's last row, opaque to clients.
 */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => SortKey,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = last !== undefined && rows.length > limit ? encode(keyOf(last)) : null;
  return { items, next };
}

/**
 * The sort key after which a page starts; undefined for the first page.
 * @param parts how many parts the list's sort key has
 * @throws RuleViolation `validation.failed` for a cursor that no reply has given
 */
export function readCursor(cursor: string | undefined, parts = 1): string[] | undefined {
  if (cursor === undefined) return undefined;
  const key = decode(cursor);
  if (key?.length !== parts) {
    throw invalidFields([{ path: 'cursor', message: 'must be the `next` of an earlier reply of this list' }]);
  }
  return key;
}

function encode(key: SortKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function decode(cursor: string): string[] | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(key) && key.every((part) => typeof part === 'string') ? key : undefined;
  } catch {
    return undefined;
  }
}
