import { zone } from '../zones.js';
import { Exclusions, type Refusing } from './exclusions.js';
import { offsetSpans } from './offset-spans.js';
import { gridOf, type Window } from './window.js';

/**
 * Every start of a window, in ms since the epoch: the same ones that `fairTimes` tries.
 * Throws InvalidWindowError, InvalidLocalTimeError, UnknownZoneError.
 */
export function startsOf(window: Window): number[] {
  const { first, stepMillis, count } = gridOf(window);
  return Array.from({ length: count }, (_, index) => first + index * stepMillis);
}

/**
 * Which of `startsOf` a city refuses, because the session would leave its hours or touch a blocked period: 1 for each
 * that it does. Throws as `startsOf`, and UnknownZoneError for the city's zone.
 */
export function refusedStarts(window: Window, zoneName: string, refusing: Refusing): Uint8Array {
  const grid = gridOf(window);
  const { first, count, stepMillis, durationMillis } = grid;
  const exclusions = new Exclusions(grid);
  const spans = offsetSpans(zone(zoneName), first, first + count * stepMillis + durationMillis);
  exclusions.addRefused(refusing, spans);
  return exclusions.marks;
}
