import { instantMillis, type Instant } from '../instants.js';
import { spansOn, spansOutside, type LocalHours, type LocalPeriod } from './day-spans.js';
import { forEachLocalDay, type OffsetSpan } from './offset-spans.js';
import type { Grid } from './window.js';

const MINUTE = 60_000;

/** When a speaker, a place or a city is taken; `to` is not included. */
export interface Busy {
  readonly from: Instant;
  readonly to: Instant;
}

/** What a city does not allow. */
export interface Refusing {
  /** The whole session must lie within these hours of the city's day. */
  readonly hours?: LocalHours | undefined;
  /** No part of the session may lie in these. */
  readonly blocked?: readonly LocalPeriod[] | undefined;
}

/** Marks with 1 the starts whose session would touch a time that somebody cannot. */
export class Exclusions {
  readonly marks: Uint8Array;

  constructor(private readonly grid: Grid) {
    this.marks = new Uint8Array(grid.count);
  }

  get count(): number {
    return this.marks.reduce((sum, mark) => sum + mark, 0);
  }

  /** Throws InvalidInstantError. */
  addBusy({ from, to }: Busy): void {
    this.add(instantMillis(from), instantMillis(to));
  }

  addRefused({ hours, blocked = [] }: Refusing, spans: readonly OffsetSpan[]): void {
    if (!hours && blocked.length === 0) return;
    const outside = hours ? spansOutside(hours) : [];
    forEachLocalDay(spans, (midnight, offset, from, until) => {
      for (const span of [...outside, ...spansOn(midnight, blocked)]) {
        const begin = midnight + span.from * MINUTE - offset;
        const end = midnight + span.until * MINUTE - offset;
        this.add(Math.max(from, begin), Math.min(until, end));
      }
    });
  }

  /** A session that ends when a taken time begins, or starts when it ends, does not touch it. */
  private add(from: number, to: number): void {
    if (to <= from) return;
    const { first, stepMillis, durationMillis } = this.grid;
    const firstIndex = Math.floor((from - durationMillis - first) / stepMillis) + 1;
    const endIndex = Math.ceil((to - first) / stepMillis);
    this.marks.fill(1, Math.max(0, firstIndex), Math.max(0, endIndex));
  }
}
