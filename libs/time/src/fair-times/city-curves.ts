import type { Purpose } from '../comfort.js';
import { zone } from '../zones.js';
import { burdenCurve, unitsOf } from './burden-curve.js';
import type { FairCity } from './fair-city.js';
import { offsetsKey, offsetSpans, type OffsetSpan } from './offset-spans.js';
import type { Bearers, Curve } from './ranking.js';
import type { Grid } from './window.js';

interface Weighed {
  readonly restDays: 'avoid' | 'ignore';
  readonly host: string | undefined;
  readonly purpose: Purpose;
}

/**
 * The burdens of every start for every city. Cities whose clocks agree over the window and whose days weigh the same
 * share one curve: the 180 cities of a network are some thirty curves.
 */
export class CityCurves {
  private readonly byKey = new Map<string, Curve>();
  private readonly byCity = new Map<FairCity, Curve>();
  private readonly spansByZone = new Map<string, readonly OffsetSpan[]>();
  private readonly keysByZone = new Map<string, string>();
  private readonly numbers = new Map<unknown, number>();

  constructor(
    private readonly grid: Grid,
    private readonly weighed: Weighed,
  ) {}

  /** Throws UnknownZoneError, InvalidComfortError. */
  of(city: FairCity): Curve {
    const known = this.byCity.get(city);
    if (known) return known;
    const { restDays, host, purpose } = this.weighed;
    const isResting = restDays === 'avoid';
    const weighing = {
      comfort: city.comfort,
      purpose: city.slug === host ? purpose : 'work',
      restDay: isResting ? city.restDay : undefined,
      avoid: isResting ? city.avoid : undefined,
    } as const;
    const spans = this.spansOf(city);
    const parts = [weighing.comfort, weighing.restDay, weighing.avoid].map((part) => this.numberOf(part));
    const key = [this.keysByZone.get(city.zone), weighing.purpose, ...parts].join('|');
    let curve = this.byKey.get(key);
    if (!curve) {
      curve = burdenCurve(spans, weighing, this.grid);
      this.byKey.set(key, curve);
    }
    this.byCity.set(city, curve);
    return curve;
  }

  /** How the city's clocks stand from the first start to the last end. */
  spansOf({ zone: name }: FairCity): readonly OffsetSpan[] {
    let spans = this.spansByZone.get(name);
    if (!spans) {
      const { first, count, stepMillis, durationMillis } = this.grid;
      spans = offsetSpans(zone(name), first, first + count * stepMillis + durationMillis);
      this.spansByZone.set(name, spans);
      this.keysByZone.set(name, offsetsKey(spans));
    }
    return spans;
  }

  /** The cities by what they bear and have borne. */
  bearersOf(cities: readonly FairCity[]): Bearers[] {
    const groups = new Map<Curve, Map<number, number>>();
    for (const city of cities) {
      const curve = this.of(city);
      const counts = groups.get(curve) ?? new Map<number, number>();
      const ledger = unitsOf(city.ledgerMinutes ?? 0);
      groups.set(curve, counts.set(ledger, (counts.get(ledger) ?? 0) + 1));
    }
    return [...groups].flatMap(([curve, counts]) =>
      [...counts].map(([ledger, count]) => ({ curve, ledger, count })),
    );
  }

  /** A small number for an object, the same for the same object. */
  private numberOf(part: unknown): number {
    const number = this.numbers.get(part) ?? this.numbers.size;
    this.numbers.set(part, number);
    return number;
  }
}
