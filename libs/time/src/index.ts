export { compareTzdb, FIRST_YEAR, LAST_YEAR, PINNED, Tzdb, TZDB_VERSION, type PackedTzdb } from './tzdb.js';
export {
  GapError,
  InvalidComfortError,
  InvalidDurationError,
  InvalidInstantError,
  InvalidLocalTimeError,
  InvalidRecurrenceError,
  InvalidWindowError,
  OverlapError,
  UnknownZoneError,
} from './errors.js';
export { formatInstant, instantMillis, isInstant, type Instant } from './instants.js';
export {
  isKnownZone,
  MeridianZone,
  sameRules,
  transitions,
  zone,
  zoneNames,
  type Transition,
} from './zones.js';
export {
  resolve,
  settle,
  startOfDay,
  toInstant,
  type Disambiguation,
  type Resolution,
  type ZonedStart,
} from './resolve.js';
export { addDays, daysBetween, formatLocal, isoWeekday, parseLocal } from './wall-times.js';
export { describeLocal, localDate, localTime, type LocalDescription, type LocalTime } from './local-time.js';
export { occurrences, type Occurrences, type SeriesPattern } from './recurrence/occurrences.js';
export { minus, parseDuration } from './durations.js';
export { checkComfort, DEFAULT_COMFORT, type Comfort, type ComfortBand, type Purpose } from './comfort.js';
export { burden, burdenMinutes, weightedHours, type BurdenQuery } from './burden.js';
export { unitsOf, weightedMinutesOf } from './fair-times/burden-curve.js';
export { fairTimes, type FairTime, type FairTimes, type FairTimesQuery } from './fair-times/fair-times.js';
export { advise, BURDEN_LIMIT, type Advice, type AdviceOption } from './fair-times/advice.js';
export type { FairCity } from './fair-times/fair-city.js';
export type { LocalHours, LocalPeriod } from './fair-times/day-spans.js';
export type { Busy } from './fair-times/exclusions.js';
export { refusedStarts, startsOf } from './fair-times/starts.js';
export { LONGEST_MINUTES, MOST_DAYS, MOST_STARTS, type Window } from './fair-times/window.js';
