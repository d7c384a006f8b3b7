import { RuleViolation, type Comfort, type LocalTime, type Session } from '#contracts';
import { burden, isKnownZone, localTime } from '#time';

/** A city's clock and how it weighs the hours (null: as DESIGN section 8 does). */
export interface CityClock {
  slug: string;
  zone: string;
  comfort: Comfort | null;
}

type Timed = Pick<Session, 'start' | 'durationMinutes' | 'purpose'> & { ownCity: string };

/** What the clocks of these cities show at the start, and the burden in weighted hours; nothing while unplaced. */
export function localTimesOf(session: Timed, cities: readonly CityClock[]): LocalTime[] {
  const { start, durationMinutes, purpose, ownCity } = session;
  if (!start) return [];
  return cities.map(({ slug, zone, comfort }) => ({
    city: slug,
    zone,
    ...localTime(start.instant, zone, { relativeToDate: dateOf(start) }),
    burden: burden({
      startInstant: start.instant,
      durationMinutes,
      zone,
      comfort: comfort ?? undefined,
      purpose,
      isHost: slug === ownCity,
    }),
  }));
}

/** What clocks of these zones show at the start; nothing while unplaced. */
export function zoneTimesOf(
  { start }: Pick<Session, 'start'>,
  zones: readonly string[],
): NonNullable<Session['zoneTimes']> {
  if (!start) return [];
  return zones.map((zone) => ({
    zone,
    ...localTime(start.instant, zone, { relativeToDate: dateOf(start) }),
  }));
}

/** @throws RuleViolation `time.zone` for names that are not in the tzdb */
export function checkZones(zones: readonly string[]): void {
  const errors = zones.flatMap((zone, index) =>
    isKnownZone(zone) ? [] : [{ path: `zones[${index}]`, message: `“${zone}” is not a zone of the tzdb` }],
  );
  const [first] = errors;
  if (first)
    throw new RuleViolation(
      'time.zone',
      `${first.message}; write a name like Asia/Ho_Chi_Minh.`,
      undefined,
      errors,
    );
}

function dateOf(start: { local: string }): string {
  return start.local.slice(0, 10);
}
