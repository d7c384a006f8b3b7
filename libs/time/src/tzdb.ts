import packed from 'moment-timezone/data/packed/latest.json' with { type: 'json' };

/** Years in which wall times are accepted. The rules below are kept for all instants these can name. */
export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2100;

/**
 * The rules of one zone. Entry `i` is in force from `starts[i]` (ms since the epoch; the first is -Infinity)
 * until the next: `offsets[i]` ms east of UTC, `abbreviations[i]` as the tzdb writes it ("CET", "+07").
 */
export interface Rules {
  readonly starts: Float64Array;
  readonly offsets: Float64Array;
  readonly abbreviations: readonly string[];
}

// A wall time's instant lies within 15 hours of the same digits read as UTC; a month is ample.
const KEPT_FROM = Date.UTC(FIRST_YEAR - 1, 11, 1);
const KEPT_UNTIL = Date.UTC(LAST_YEAR + 1, 1, 1);
const MINUTE = 60_000;

/** moment-timezone's `data/packed/*.json`. */
export interface PackedTzdb {
  readonly version: string;
  readonly zones: readonly string[];
  readonly links: readonly string[];
}

/** One release of the tzdb. Almost everything rests on the pinned one; two are compared when a newer one comes. */
export class Tzdb {
  readonly version: string;
  readonly #packedByName: ReadonlyMap<string, string>;
  readonly #targetByLink: ReadonlyMap<string, string>;
  readonly #unpacked = new Map<string, Rules>();

  constructor(packed: PackedTzdb) {
    this.version = packed.version;
    this.#packedByName = new Map(packed.zones.map((line) => [line.slice(0, line.indexOf('|')), line]));
    this.#targetByLink = new Map(
      packed.links.map((line): [string, string] => {
        const [target, link] = line.split('|') as [string, string];
        return [link, target];
      }),
    );
  }

  /** Every name, zones and links (aliases), sorted. */
  names(): string[] {
    return [...this.#packedByName.keys(), ...this.#targetByLink.keys()].sort();
  }

  /** Rules by zone name or link, exactly as written; undefined when there is no such name. */
  rulesOf(name: string): Rules | undefined {
    const target = this.#targetByLink.get(name) ?? name;
    const known = this.#unpacked.get(target);
    if (known) return known;
    const line = this.#packedByName.get(target);
    if (line === undefined) return undefined;
    const rules = unpack(line);
    this.#unpacked.set(target, rules);
    return rules;
  }
}

/** The tzdb release that package-lock.json pins: every answer of this library rests on it (DESIGN section 7). */
export const PINNED = new Tzdb(packed);
export const TZDB_VERSION: string = PINNED.version;

/** Every name of the pinned tzdb, zones and links, sorted. */
export const tzdbNames = (): string[] => PINNED.names();

/**
 * Orders versions as they were released (`2025b`, `2025c`, `2026a`): negative when `a` is the older one. Letters go on to
 * `za` after `z` (tz's own "Theory and pragmatics").
 */
export function compareTzdb(a: string, b: string): number {
  const key = (version: string) => `${version.slice(0, 4)} ${version.length} ${version}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/**
 * Reads a line of moment-timezone's packed format (its docs, "Data Formats"):
 * `name|abbreviations|offsets|indices|until differences|population`. Numbers are base 60 in minutes, offsets
 * count west of UTC, and entry `i` ends at the sum of the differences up to `i`.
 */
function unpack(line: string): Rules {
  const [, names = '', offsetsWest = '', indices = '', differences = ''] = line.split('|');
  const abbreviations = names.split(' ');
  const offsets = offsetsWest.split(' ').map((text) => Math.round(base60(text) * -MINUTE) || 0);
  const untils: number[] = [];
  let end = 0;
  for (const text of differences.split(' ').filter(Boolean)) {
    end = Math.round(end + base60(text) * MINUTE);
    untils.push(end);
  }

  const entries = [...indices]
    .map((digit, i) => ({
      start: i === 0 ? -Infinity : untils[i - 1]!,
      end: untils[i] ?? Infinity,
      kind: base60(digit),
    }))
    .filter((entry) => entry.end > KEPT_FROM && entry.start < KEPT_UNTIL);
  return {
    starts: Float64Array.from(entries, (entry, i) => (i === 0 ? -Infinity : entry.start)),
    offsets: Float64Array.from(entries, (entry) => offsets[entry.kind]!),
    abbreviations: entries.map((entry) => abbreviations[entry.kind]!),
  };
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX';

/** "-u.6" → -(30 + 6/60): base 60 with an optional fraction, also base 60. */
function base60(text: string): number {
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  let value = 0;
  for (const digit of whole) value = value * 60 + DIGITS.indexOf(digit);
  let scale = 1;
  for (const digit of fraction) {
    scale /= 60;
    value += DIGITS.indexOf(digit) * scale;
  }
  return negative ? -value : value;
}
