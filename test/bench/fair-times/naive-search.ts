import { DateTime } from 'luxon';
import { zone, type ComfortBand, type FairTimesQuery } from '#time';

interface Weighed {
  at: DateTime;
  burdens: number[];
  worst: number;
  sorted: number[];
  sum: number;
}

/**
 * Fair times as one writes them first: luxon converts each start for each city and steps from one change of weight to
 * the next; then all starts are sorted. Zones come from the same tzdb, or the answers could differ. Burdens in weighted
 * minutes; without ledgers, invited cities and exclusions, which the bench does not ask for.
 */
export function naiveSearch(query: FairTimesQuery) {
  const zoneOfWindow = zone(query.zone);
  const end = DateTime.fromISO(query.to, { zone: zoneOfWindow }).plus({ days: 1 });
  const starts: Weighed[] = [];
  let at = DateTime.fromISO(query.from, { zone: zoneOfWindow });
  for (; at < end; at = at.plus({ minutes: query.stepMinutes })) {
    const burdens = query.required.map((city) =>
      burdenOf(at.setZone(zone(city.zone)), query.durationMinutes, city.comfort!),
    );
    const sorted = [...burdens].sort((a, b) => b - a);
    starts.push({
      at,
      burdens,
      worst: sorted[0]!,
      sorted,
      sum: burdens.reduce((sum, each) => sum + each, 0),
    });
  }
  const smallest = Math.min(...starts.map(({ worst }) => worst));
  const isBeyond = ({ worst }: Weighed) => Number(worst > smallest + (query.tolerance ?? 1) * 60);
  starts.sort(
    (a, b) =>
      isBeyond(a) - isBeyond(b) ||
      compare(a.sorted, b.sorted) ||
      a.sum - b.sum ||
      a.at.toMillis() - b.at.toMillis(),
  );
  return {
    searched: starts.length,
    best: starts.slice(0, query.limit ?? 5).map(({ at, burdens }) => ({
      instant: at.toUTC().toISO({ suppressMilliseconds: true }),
      burdens: Object.fromEntries(query.required.map(({ slug }, i) => [slug, hours(burdens[i]!)])),
      locals: query.required.map((city) => at.setZone(zone(city.zone)).toFormat("yyyy-MM-dd'T'HH:mm:ss")),
    })),
  };
}

const hours = (weightedMinutes: number) => Math.round((weightedMinutes / 60) * 10_000) / 10_000;

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((load, i) => load !== b[i]);
  return place === -1 ? 0 : a[place]! - b[place]!;
}

/** From one change of weight to the next. */
function burdenOf(start: DateTime, durationMinutes: number, comfort: readonly ComfortBand[]): number {
  const end = start.plus({ minutes: durationMinutes });
  let weighted = 0;
  for (let at = start; at < end;) {
    const { weight, to } = bandAt(at, comfort);
    const [hour, minute] = to.split(':').map(Number) as [number, number];
    const sameDay = at.startOf('day').set({ hour, minute });
    const change = sameDay > at ? sameDay : at.startOf('day').plus({ days: 1 }).set({ hour, minute });
    const next = change < end ? change : end;
    weighted += next.diff(at, 'minutes').minutes * weight;
    at = next;
  }
  return weighted;
}

function bandAt(at: DateTime, comfort: readonly ComfortBand[]): ComfortBand {
  const clock = at.toFormat('HH:mm');
  return comfort.find(({ from, to }) =>
    from < to ? from <= clock && clock < to : from <= clock || clock < to,
  )!;
}
