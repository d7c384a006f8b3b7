/** Each event has a list of its own: the same name in the same city is the same one in every event of a programme. */
export function resourceKey(
  kind: 'speaker' | 'place',
  { name, city }: { readonly name: string; readonly city: string | null },
): string {
  return `${kind} ${name.toLowerCase()} ${city}`;
}
