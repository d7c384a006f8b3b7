import type { Line, Piece } from './page.js';

/** What a template is filled with: a text, or more of it below a name; a list is said once per item. */
export type Fill = Line | Fill[] | { [name: string]: Fill } | null | boolean;
type Scope = { [name: string]: Fill };

type Node =
  | { kind: 'text'; text: string }
  | { kind: 'value'; name: string }
  | { kind: 'section'; name: string; inside: Node[] };

const MARK = /\[\[([#/]?)([\w.]+)\]\]/g;

/**
 * A text with marks: `[[x]]` is replaced by x, escaped; what stands between `[[#x]]` and `[[/x]]` is there once per item
 * of x, once for a value, not at all for null, false and empty lists. Values are never read as marks.
 */
export class Template {
  private readonly nodes: Node[];

  /** @throws Error when a section is not closed, or another one is */
  constructor(source: string) {
    const open: { name: string; inside: Node[] }[] = [{ name: '', inside: [] }];
    let from = 0;
    for (const { 0: mark, 1: sign, 2: name = '', index } of source.matchAll(MARK)) {
      const here = open.at(-1)!.inside;
      here.push({ kind: 'text', text: source.slice(from, index) });
      from = index + mark.length;
      if (sign === '#') {
        const section = { kind: 'section' as const, name, inside: [] };
        here.push(section);
        open.push(section);
      } else if (sign === '/') {
        if (open.pop()?.name !== name || open.length === 0) throw new Error(`[[/${name}]] closes nothing`);
      } else {
        here.push({ kind: 'value', name });
      }
    }
    if (open.length > 1) throw new Error(`[[#${open.at(-1)!.name}]] is not closed`);
    open[0]!.inside.push({ kind: 'text', text: source.slice(from) });
    this.nodes = open[0]!.inside;
  }

  /**
   * @param escape makes a value safe where the template stands
   * @throws Error for a name that the template has and `values` has not
   */
  fill(values: Scope, escape: (text: string) => string): Piece[] {
    const pieces: Piece[] = [];
    const say = (nodes: readonly Node[], scopes: readonly Scope[]): void => {
      for (const node of nodes) {
        if (node.kind === 'text') {
          pieces.push(node.text);
          continue;
        }
        const value = find(node.name, scopes);
        if (node.kind === 'section') {
          for (const item of itemsOf(value)) say(node.inside, [asScope(item), ...scopes]);
        } else {
          for (const piece of [value].flat() as Piece[]) {
            pieces.push(typeof piece === 'string' ? escape(piece) : piece);
          }
        }
      }
    };
    say(this.nodes, [values]);
    return join(pieces);
  }
}

function find(name: string, scopes: readonly Scope[]): Fill {
  const scope = scopes.find((candidate) => Object.hasOwn(candidate, name));
  if (!scope) throw new Error(`nothing is given for [[${name}]]`);
  return scope[name]!;
}

function itemsOf(value: Fill): Fill[] {
  if (value === null || value === false || value === '') return [];
  return Array.isArray(value) ? (value as Fill[]) : [value];
}

const asScope = (item: Fill): Scope =>
  typeof item === 'object' && item !== null && !Array.isArray(item) ? (item as Scope) : { '.': item };

/** Neighbouring texts as one. */
function join(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

/** A text with its slots filled in, each made safe by `escape`. */
export function splice(
  pieces: readonly Piece[],
  values: Readonly<Record<string, string>>,
  escape: (text: string) => string = (text) => text,
): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const value = values[piece.slot];
      if (value === undefined) throw new Error(`nothing is given for the slot ${piece.slot}`);
      return escape(value);
    })
    .join('');
}
