import { Zone, type ZoneOffsetFormat, type ZoneOffsetOptions } from 'luxon';
import { UnknownZoneError } from './errors.js';
import { formatInstant, instantMillis, type Instant } from './instants.js';
import { PINNED, tzdbNames, type Rules, type Tzdb } from './tzdb.js';
import { formatOffset, zoneNameInLanguage } from './zone-names.js';

const MINUTE = 60_000;

/**
 * A luxon zone whose rules come from the pinned tzdb, never from the host's ICU: hand it to luxon wherever a
 * zone is asked for. Two such zones equal each other when their *names* do, because luxon keeps the old zone
 * object on `setZone` to an equal one and the chosen name must not change; to compare rules use `sameRules`.
 */
export class MeridianZone extends Zone<true> {
  readonly #name: string;
  readonly #rules: Rules;

  constructor(name: string, rules: Rules) {
    super();
    this.#name = name;
    this.#rules = rules;
  }

  // Not 'iana': luxon would then ask the host's Intl for offsets and names.
  override get type(): string {
    return 'tzdb';
  }

  /** The name as it was chosen, never a link's target. */
  override get name(): string {
    return this.#name;
  }

  override get isUniversal(): boolean {
    return this.#rules.starts.length === 1;
  }

  override get isValid(): true {
    return true;
  }

  get rules(): Rules {
    return this.#rules;
  }

  /** Minutes east of UTC at an instant (ms). */
  override offset(instant: number): number {
    return this.offsetMillis(instant) / MINUTE;
  }

  offsetMillis(instant: number): number {
    return this.#rules.offsets[this.#entryAt(instant)]!;
  }

  abbreviation(instant: number): string {
    return this.#rules.abbreviations[this.#entryAt(instant)]!;
  }

  /** The instant (ms) of the next change of rules after this one; Infinity when there is none. */
  nextTransition(instant: number): number {
    return this.#rules.starts[this.#entryAt(instant) + 1] ?? Infinity;
  }

  /** `short`: the tzdb's abbreviation. `long`: the name in the reader's language, or `UTC+07:00`. */
  override offsetName(instant: number, { format, locale }: ZoneOffsetOptions = {}): string {
    if (format !== 'long') return this.abbreviation(instant);
    const offset = formatOffset(this.offsetMillis(instant));
    return zoneNameInLanguage(this.#name, instant, offset, locale ?? 'en') ?? `UTC${offset}`;
  }

  override formatOffset(instant: number, format: ZoneOffsetFormat): string {
    const text = formatOffset(this.offsetMillis(instant));
    if (format === 'techie') return text.replaceAll(':', '');
    if (format === 'narrow') return text.replace(/^([+-])0/, '$1').replace(/:00$/, '');
    return text;
  }

  override equals(other: Zone): boolean {
    return other instanceof MeridianZone && other.name === this.#name && other.rules === this.#rules;
  }

  #entryAt(instant: number): number {
    const { starts } = this.#rules;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= instant) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const zones = new WeakMap<Tzdb, Map<string, MeridianZone>>();

/**
 * The zone of that name: any zone or link of the tzdb, by default the pinned one, written exactly as there
 * ("Asia/Saigon", "UTC"). Throws UnknownZoneError.
 */
export function zone(name: string, tzdb: Tzdb = PINNED): MeridianZone {
  const known = zones.get(tzdb)?.get(name);
  if (known) return known;
  const rules = tzdb.rulesOf(name);
  if (!rules) throw new UnknownZoneError(name);
  const made = new MeridianZone(name, rules);
  if (!zones.has(tzdb)) zones.set(tzdb, new Map());
  zones.get(tzdb)!.set(name, made);
  return made;
}

export function isKnownZone(name: string, tzdb: Tzdb = PINNED): boolean {
  return tzdb.rulesOf(name) !== undefined;
}

/** Every zone and link name of the pinned tzdb, sorted. */
export const zoneNames = tzdbNames;

/**
 * Whether clocks of both zones agree at every instant from 1970 to 2100: true for a link and its target.
 * Abbreviations don't count. Throws UnknownZoneError.
 */
export function sameRules(a: string, b: string): boolean {
  const [one, other] = [offsetChanges(zone(a).rules), offsetChanges(zone(b).rules)];
  return one.length === other.length && one.every((value, i) => value === other[i]);
}

/** Alternating start and offset, without entries that change nothing but the abbreviation. */
function offsetChanges({ starts, offsets }: Rules): number[] {
  const changes: number[] = [];
  starts.forEach((start, i) => {
    if (i === 0 || offsets[i] !== offsets[i - 1]) changes.push(start, offsets[i]!);
  });
  return changes;
}

export interface Transition {
  /** Since when; of the first entry the `from` that was asked for. */
  at: string;
  /** Minutes east of UTC. */
  offsetMinutes: number;
  abbreviation: string;
}

/** The offset in force at `from`, then each change of rules in `from` < at < `to`, in order. */
export function transitions(zoneName: string, from: Instant, to: Instant): Transition[] {
  const where = zone(zoneName);
  const end = instantMillis(to);
  const found: Transition[] = [];
  for (let at = instantMillis(from); at < end || found.length === 0; at = where.nextTransition(at)) {
    found.push({
      at: formatInstant(at),
      offsetMinutes: where.offset(at),
      abbreviation: where.abbreviation(at),
    });
  }
  return found;
}
