import type { MoveEffects, Start } from '#contracts';
import { localTimesOf, type CityClock } from '../scheduling/local-times.rules.js';
import type { SessionContent } from '../scheduling/session.rules.js';

type CityEffect = MoveEffects['sessions'][number]['cities'][number];

/** Local times and burdens of every city with a part, before and after; the session's own city first. */
export function clocksOf(content: SessionContent, to: Start, clocks: readonly CityClock[]): CityEffect[] {
  const { parts, ownCity } = content;
  const cities = clocks
    .filter(({ slug }) => (parts[slug] ?? 'none') !== 'none')
    .sort((a, b) => Number(b.slug === ownCity) - Number(a.slug === ownCity) || (a.slug < b.slug ? -1 : 1));
  const before = localTimesOf(content, cities);
  const after = localTimesOf({ ...content, start: to }, cities);
  return cities.map(({ slug, zone }, index) => ({
    city: slug,
    zone,
    part: parts[slug]!,
    before: clockOf(before[index]!),
    after: clockOf(after[index]!),
  }));
}

function clockOf({ local, offset, dayShift, burden }: CityEffect['before']): CityEffect['before'] {
  return { local, offset, dayShift, burden };
}
