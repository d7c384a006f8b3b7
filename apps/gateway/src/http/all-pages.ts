interface Page<T> {
  items: T[];
  next: string | null;
}

/** Items of a list over all its pages, up to `most`: for views that show it whole. */
export async function allPages<T>(ask: (cursor?: string) => Promise<Page<T>>, most: number): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await ask(cursor);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && items.length < most);
  return items.slice(0, most);
}
