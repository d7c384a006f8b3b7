import type { MeridianZone } from '../zones.js';

const DAY = 86_400_000;

/** A stretch of time over which the clocks keep one offset; all in ms, `until` not included. */
export interface OffsetSpan {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

/** How the clocks of a zone stand from `from` until `until` (ms since the epoch), in order. */
export function offsetSpans(where: MeridianZone, from: number, until: number): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  for (let at = from; at < until;) {
    const next = Math.min(until, where.nextTransition(at));
    spans.push({ from: at, until: next, offset: where.offsetMillis(at) });
    at = next;
  }
  return spans;
}

/** Equal for zones whose clocks agree over these spans, whatever they do before and after. */
export function offsetsKey(spans: readonly OffsetSpan[]): string {
  return spans.map(({ from, offset }) => `${from}:${offset}`).join(' ');
}

/** Calls back for each piece of a local day: its midnight in wall ms, and the instants between which it lasts. */
export function forEachLocalDay(
  spans: readonly OffsetSpan[],
  take: (midnight: number, offset: number, from: number, until: number) => void,
): void {
  for (const { from, until, offset } of spans) {
    for (let at = from; at < until;) {
      const midnight = Math.floor((at + offset) / DAY) * DAY;
      const next = Math.min(until, midnight + DAY - offset);
      take(midnight, offset, at, next);
      at = next;
    }
  }
}
