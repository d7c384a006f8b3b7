import type { Availability, FieldError } from '#contracts';
import { InvalidLocalTimeError, resolve, settle } from '#time';

/** Milliseconds since the epoch, `to` not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with windows of availability: times that are none, and windows that end before they begin. */
export function checkAvailability(windows: Availability | null | undefined, path: string): FieldError[] {
  return (windows ?? []).flatMap(({ from, to }, index) => {
    const errors = [...checkWall(from, `${path}[${index}].from`), ...checkWall(to, `${path}[${index}].to`)];
    if (errors.length > 0 || normalized(from) < normalized(to)) return errors;
    return [{ path: `${path}[${index}].to`, message: `must be after “from” (${from})` }];
  });
}

/** The windows as instants by the clocks of a zone, in order, those that touch as one. */
export function spansOf(windows: Availability, zone: string): Span[] {
  const spans = windows
    .map(({ from, to }) => ({ from: settle(from, zone), to: settle(to, zone) }))
    .sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  return merged;
}

/** Whether somebody with these windows can during all of a span. Null: at any time. */
export function isAvailable(spans: readonly Span[] | null, { from, to }: Span): boolean {
  return spans === null || spans.some((span) => span.from <= from && to <= span.to);
}

/** What is left of a span outside of the windows. */
export function unavailable(spans: readonly Span[] | null, { from, to }: Span): Span[] {
  if (spans === null) return [];
  const edges = [from, ...spans.flatMap((span) => [span.from, span.to]), to];
  const gaps: Span[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const gap = { from: Math.max(from, edges[index]!), to: Math.min(to, edges[index + 1]!) };
    if (gap.from < gap.to) gaps.push(gap);
  }
  return gaps;
}

/** As the resolver reads it; the clocks of which zone does not matter yet. */
function checkWall(local: string, path: string): FieldError[] {
  try {
    resolve(local, 'Etc/UTC');
    return [];
  } catch (error) {
    if (error instanceof InvalidLocalTimeError) return [{ path, message: error.message }];
    throw error;
  }
}

/** With seconds, so that wall times compare as text. */
const normalized = (local: string) => (local.length === 16 ? `${local}:00` : local);
