import { DEFAULT_COMFORT, zoneNames, type FairCity } from '#time';

const CITIES = 180;

/** Zones named after places; not the like of `Etc/UTC` and `US/Pacific`. */
const AREAS = /^(Africa|America|Asia|Australia|Europe|Pacific)\/[A-Za-z_]+$/;

/** Some cities keep later hours than the default. */
const LATE = [
  { from: '10:00', to: '20:00', weight: 0 },
  { from: '20:00', to: '23:00', weight: 2 },
  { from: '23:00', to: '07:00', weight: 8 },
  { from: '07:00', to: '10:00', weight: 3 },
];

/** A network over the whole world, the same in each run. */
export function network(): FairCity[] {
  const zones = zoneNames().filter((name) => AREAS.test(name));
  return Array.from({ length: CITIES }, (_, index) => {
    const zone = zones[Math.floor((index * zones.length) / CITIES)]!;
    return { slug: `city-${index}`, zone, comfort: index % 10 === 0 ? LATE : DEFAULT_COMFORT };
  });
}
