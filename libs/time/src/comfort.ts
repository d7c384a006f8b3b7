import { InvalidComfortError, quote } from './errors.js';

/** Weight per hour between two local times `HH:MM`; `to` is not included, may be 24:00, and may pass midnight. */
export interface ComfortBand {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
}

/** A city's comfort profile: bands that cover the day, each minute once. */
export type Comfort = readonly ComfortBand[];

export type Purpose = 'work' | 'evening' | 'family';

/** The weights of DESIGN section 8. */
export const DEFAULT_COMFORT: Comfort = [
  { from: '09:00', to: '18:00', weight: 0 },
  { from: '08:00', to: '09:00', weight: 1 },
  { from: '18:00', to: '20:00', weight: 1 },
  { from: '07:00', to: '08:00', weight: 2 },
  { from: '20:00', to: '22:00', weight: 2 },
  { from: '06:00', to: '07:00', weight: 4 },
  { from: '22:00', to: '23:00', weight: 4 },
  { from: '23:00', to: '06:00', weight: 8 },
];

/** What a purpose changes for the session's own city (DESIGN section 8). */
const PURPOSES: Record<Purpose, Comfort> = {
  work: [],
  evening: [
    { from: '17:00', to: '22:00', weight: 0 },
    { from: '09:00', to: '17:00', weight: 1 },
  ],
  family: [{ from: '09:00', to: '20:00', weight: 0 }],
};

const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/;
const MINUTES = 1440;

/** What is wrong with a comfort profile, in words for the person who wrote it; null when it is right. */
export function checkComfort(profile: Comfort): string | null {
  const taken = new Array<ComfortBand | undefined>(MINUTES).fill(undefined);
  for (const band of profile) {
    const shown = `${band.from}–${band.to}`;
    for (const time of [band.from, band.to]) {
      if (!TIME.test(time)) return `${quote(time)} is not a time of day: write HH:MM from 00:00 to 24:00`;
    }
    if (band.from === '24:00') return `${shown}: a band starts at 00:00, not at 24:00`;
    if (band.from === band.to) return `${shown} is empty: write 00:00–24:00 for the whole day`;
    if (!Number.isFinite(band.weight) || band.weight < 0) {
      return `${shown}: the weight is a number of at least 0`;
    }
    for (const minute of minutesOf(band)) {
      const other = taken[minute];
      if (other) return `${shown} and ${other.from}–${other.to} overlap at ${clock(minute)}`;
      taken[minute] = band;
    }
  }
  const hole = taken.indexOf(undefined);
  return hole === -1 ? null : `the profile must cover the whole day: ${clock(hole)} has no weight`;
}

/** A stretch of a local day with one weight; minutes since midnight, `until` not included. */
export interface Stretch {
  readonly until: number;
  readonly weight: number;
}

const compiled = new WeakMap<Comfort, Map<Purpose, readonly Stretch[]>>();

/**
 * The day from 00:00 to 24:00 as stretches in order, with the purpose laid over the profile. Kept per
 * profile object, which must not be changed afterwards. Throws InvalidComfortError.
 */
export function dayOf(profile: Comfort, purpose: Purpose): readonly Stretch[] {
  let byPurpose = compiled.get(profile);
  if (!byPurpose) {
    const wrong = checkComfort(profile);
    if (wrong !== null) throw new InvalidComfortError(wrong);
    byPurpose = new Map();
    compiled.set(profile, byPurpose);
  }
  let stretches = byPurpose.get(purpose);
  if (!stretches) {
    stretches = compile([...profile, ...PURPOSES[purpose]]);
    byPurpose.set(purpose, stretches);
  }
  return stretches;
}

function compile(bands: Comfort): Stretch[] {
  const weights = new Array<number>(MINUTES).fill(0);
  for (const band of bands) for (const minute of minutesOf(band)) weights[minute] = band.weight;
  return weights.flatMap((weight, minute) =>
    weights[minute + 1] === weight ? [] : [{ until: minute + 1, weight }],
  );
}

function* minutesOf({ from, to }: ComfortBand): Generator<number> {
  const start = minuteOf(from);
  const end = minuteOf(to);
  for (let minute = start; minute < (end > start ? end : end + MINUTES); minute++) yield minute % MINUTES;
}

/** Minutes since midnight of `HH:MM`. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
