const MOST = 80;

/**
 * A slug for a name, unlike those taken: “Sea Festival: opening” is `sea-festival-opening`, then `…-2`.
 * @param otherwise for a name without Latin letters or digits
 */
export function slugFor(name: string, taken: ReadonlySet<string>, otherwise: string): string {
  const base = slugify(name) || otherwise;
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `-${number}`;
    const slug = base.slice(0, MOST - suffix.length).replace(/-$/, '') + suffix;
    if (!taken.has(slug)) return slug;
  }
}

function slugify(name: string): string {
  return (
    name
      .toLowerCase()
      // Unicode decomposes ễ into e and its marks, but đ is a letter of its own.
      .replaceAll('đ', 'd')
      .normalize('NFD')
      .replaceAll(/\p{Mark}/gu, '')
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
  );
}
