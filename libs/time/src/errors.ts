/**
 * Errors of this library carry a stable `code`, the same one HTTP replies show (HTTP.md "Session"), so a
 * service can turn them into its own kind of error without looking at messages.
 */
abstract class TimeError extends Error {
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** A zone name that the pinned tzdb has neither as a zone nor as a link. */
export class UnknownZoneError extends TimeError {
  readonly code = 'time.zone';

  constructor(readonly zone: string) {
    super(
      `${quote(zone)} is not a zone of the tzdb: write a name like Asia/Ho_Chi_Minh, with its capitals and underscores`,
    );
  }
}

/** Text that is no wall time; the message says what would be right. */
export class InvalidLocalTimeError extends TimeError {
  readonly code = 'time.local';
}

/** A wall time that the clocks of the zone skip. `suggestions`: wall times just before and after the gap. */
export class GapError extends TimeError {
  readonly code = 'time.gap';

  constructor(
    readonly local: string,
    readonly zone: string,
    readonly suggestions: string[],
  ) {
    super(
      `${local} does not exist in ${zone}: the clocks skip it; choose ${suggestions.join(' or ')} instead`,
    );
  }
}

/** A wall time that the clocks of the zone show twice. `choices`: its instants, earlier first. */
export class OverlapError extends TimeError {
  readonly code = 'time.overlap';

  constructor(
    readonly local: string,
    readonly zone: string,
    readonly choices: string[],
  ) {
    super(
      `${local} happens twice in ${zone}: say whether the earlier or the later one (${choices.join(', ')})`,
    );
  }
}

/** Text that is no instant (ISO 8601 in UTC with Z). */
export class InvalidInstantError extends TimeError {
  readonly code = 'time.instant';

  constructor(value: unknown) {
    super(`${quote(value)} is not an instant: write UTC with Z, for example 2027-06-10T12:00:00Z`);
  }
}

/** Text that is no duration this product takes; the message says what would be right. */
export class InvalidDurationError extends TimeError {
  readonly code = 'time.duration';
}

/** A comfort profile that does not weigh each minute of the day exactly once. */
export class InvalidComfortError extends TimeError {
  readonly code = 'time.comfort';
}

/** A search for fair times that cannot be made, or is too large; `field` is what to change. */
export class InvalidWindowError extends TimeError {
  readonly code = 'time.window';

  constructor(
    readonly field: string,
    /** Reads after the field's name: “must be …”. */
    readonly reason: string,
  ) {
    super(`${field}: ${reason}`);
  }
}

/** A rule of recurrence, or a day beside it, that cannot be taken; `field` is what to change. */
export class InvalidRecurrenceError extends TimeError {
  readonly code = 'time.rule';

  constructor(
    readonly field: string,
    /** Reads after the field's name. */
    readonly reason: string,
  ) {
    super(`${field}: ${reason}`);
  }
}

/** Shows a refused value inside a message: short, on one line, control characters made visible. */
export function quote(value: unknown): string {
  const text = JSON.stringify(typeof value === 'string' ? value : String(value));
  return text.length > 62 ? `${text.slice(0, 60)}…"` : text;
}
