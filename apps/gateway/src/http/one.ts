import { notFound } from '#contracts';

/** The only item of a list that was asked for by one id. @throws RuleViolation `not-found` when it is empty */
export function one<T>({ items }: { items: T[] }, noun: string, id: string): T {
  const [item] = items;
  if (item === undefined) throw notFound(noun, id);
  return item;
}
