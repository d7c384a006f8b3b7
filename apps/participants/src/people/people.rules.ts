import { RuleViolation } from '#contracts';
import { isKnownZone } from '#time';

/** @throws RuleViolation `time.zone` for a name that no zone of the tzdb has */
export function requireZone(name: string | null | undefined): void {
  if (name === null || name === undefined || isKnownZone(name)) return;
  const message = 'must be a zone of the tzdb like “Asia/Ho_Chi_Minh”, with its capitals and underscores';
  throw new RuleViolation('time.zone', `“${name}” is no known time zone.`, undefined, [
    { path: 'zone', message },
  ]);
}
