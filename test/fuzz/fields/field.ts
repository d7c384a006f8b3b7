import type { Kind } from '../nasty-values.js';

/** One input of the API that is a time, a rule, a window, a zone, a length of time, or a number that bounds work. */
export interface Field {
  method: string;
  path: string;
  /** Of a body, of the query when the method is GET (`start.local`, `window.from`), or `:id` in the path. */
  field: string;
  kind: Kind;
  /** What the rest of the body or the query is. */
  rest: object;
  /** Where the reply shows what was taken: nothing may be adjusted in silence. */
  shownAt?: string;
  /** Who sends it; an admin unless said, and nobody for null. */
  token?: string | null;
  /** Sent as a page's form. */
  isForm?: boolean;
}

let count = 0;
/** Stands for a name that no other try has. */
export const unused = () => `fuzzed-${(count += 1)}`;

/** The fields of one route: what each is, and where the reply shows it. */
export function route(
  method: string,
  path: string,
  rest: object,
  fields: Record<string, readonly [Kind, string?]>,
  more: Pick<Field, 'token' | 'isForm'> = {},
): Field[] {
  return Object.entries(fields).map(([field, [kind, shownAt]]) => ({
    ...{ method, path, field, kind, rest },
    ...(shownAt !== undefined && { shownAt }),
    ...more,
  }));
}

/** The rest with this value at the field; `opens.local` is given a zone, and the like, where its neighbours are wanted. */
export function withValue({ rest, field }: Field, value: unknown): Record<string, unknown> {
  const body = JSON.parse(
    JSON.stringify(rest, (_key, each: unknown) => (each === unused ? unused() : each)),
  ) as Record<string, unknown>;
  const neighbours: Record<string, object> = {
    start: { local: '2028-06-11T10:00:00', zone: 'Europe/Rome' },
    opens: { local: '2028-06-01T10:00:00', zone: 'Europe/Rome' },
    closes: { local: '2028-06-09T10:00:00', zone: 'Europe/Rome' },
    window: { from: '2028-06-10', to: '2028-06-12' },
    offerPolicy: { mode: 'offer', holdHours: 12 },
    comfort: [{ from: '00:00', to: '24:00', weight: 0 }],
    localHours: { from: '09:00', to: '12:00' },
    exclude: [],
    include: [],
    reminderRules: [],
    movePolicy: {},
    hours: { from: '09:00', to: '18:00' },
    events: [],
    sessions: [],
  };
  let at: any = body;
  const parts = field.split('.');
  for (const part of parts.slice(0, -1)) at = at[part] ??= structuredClone(neighbours[part] ?? {});
  at[parts.at(-1)!] = value;
  return body;
}

/** What stands at such a path; undefined where nothing does. */
export function valueAt(object: unknown, path: string): unknown {
  return path.split('.').reduce<any>((at, part) => at?.[part], object);
}
