import type { FieldError } from '#contracts';

/** Errors of several services as one list, in the order in which a reader of the file meets them, each once. */
export function inFileOrder(errors: FieldError[], file: unknown): FieldError[] {
  const once = new Map(errors.map((error) => [`${error.path} ${error.message}`, error]));
  return [...once.values()]
    .map((error) => ({ error, place: placeOf(error.path, file) }))
    .sort((a, b) => comparePlaces(a.place, b.place))
    .map(({ error }) => error);
}

/** Position of each step of a path among its siblings: `events[1].slug` is e.g. [3, 1, 0]. */
function placeOf(path: string, file: unknown): number[] {
  let at = file;
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => {
      const parent: unknown = at;
      at = (parent as Record<string, unknown> | undefined)?.[step];
      if (Array.isArray(parent)) return Number(step);
      const position = Object.keys(parent ?? {}).indexOf(step);
      // A field that is missing: after those that are there.
      return position < 0 ? Number.MAX_SAFE_INTEGER : position;
    });
}

function comparePlaces(a: number[], b: number[]): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (step !== other) return step - other;
  }
  return a.length - b.length;
}
