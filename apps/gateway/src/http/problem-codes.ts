import type { ErrorCode } from '#contracts';

/** Codes of refusals that never reach a service: the HTTP message itself is wrong. */
export const HTTP_CODES = [
  'body.malformed',
  'body.media-type',
  'body.too-large',
  'method.not-allowed',
  'request.malformed',
  'request.timeout',
] as const;
export type HttpCode = (typeof HTTP_CODES)[number];
export type ProblemCode = ErrorCode | HttpCode;

interface Kind {
  readonly status: number;
  /** The same for every occurrence of the code (RFC 9457 section 3.1.3). */
  readonly title: string;
}

const kind = (status: number, title: string): Kind => ({ status, title });

/** What each code is over HTTP. A code that is missing here does not compile. */
export const PROBLEM_KINDS: Record<ProblemCode, Kind> = {
  'validation.failed': kind(422, 'Some fields are wrong'),
  'not-found': kind(404, 'Not found'),
  'access.unauthenticated': kind(401, 'A valid token is needed'),
  'access.forbidden': kind(403, 'Not allowed'),
  'version.mismatch': kind(412, 'Changed by somebody else in the meantime'),
  'slug.taken': kind(409, 'The slug is taken'),
  'time.gap': kind(422, 'The clocks skip this local time'),
  'time.overlap': kind(422, 'The clocks show this local time twice'),
  'time.zone': kind(422, 'Unknown time zone'),
  'time.local': kind(422, 'Not a local time'),
  'city.unknown': kind(422, 'Unknown city'),
  'city.in-use': kind(409, 'The city is in use'),
  'import.invalid': kind(422, 'The programme file cannot be imported'),
  'event.state': kind(409, 'The event’s state does not allow this'),
  'partner.state': kind(409, 'The partner city’s state does not allow this'),
  'schedule.conflict': kind(409, 'Double-booked'),
  'session.state': kind(409, 'The session’s state does not allow this'),
  'relation.broken': kind(409, 'A relation between sessions would break'),
  'move.required': kind(409, 'Other cities must be asked first'),
  'move.open': kind(409, 'Another change of the same session is being asked about'),
  'move.state': kind(409, 'The move’s state does not allow this'),
  'delay.required': kind(409, 'So shortly before, only a delay can be announced'),
  'delay.early': kind(409, 'It is too early to announce a delay'),
  'release.empty': kind(409, 'There is nothing to publish'),
  'plan.empty': kind(409, 'There is nothing to place'),
  'plan.running': kind(409, 'A plan is being computed already'),
  'plan.state': kind(409, 'The plan’s state does not allow this'),
  'plan.outdated': kind(409, 'The schedule has changed since the plan was computed'),
  'poll.exists': kind(409, 'The cities are being asked already'),
  'poll.state': kind(409, 'The poll’s state does not allow this'),
  'poll.closed': kind(410, 'Answers are no longer taken'),
  'slot.exists': kind(409, 'The session has these seats already'),
  'slot.capacity': kind(409, 'The capacity does not allow this'),
  'seat.closed': kind(409, 'Seats cannot be taken now'),
  'seat.full': kind(409, 'No seat is free'),
  'registration.closed': kind(409, 'Registration is not open'),
  'registration.limit': kind(409, 'One person may not have more seats'),
  'registration.code': kind(403, 'A valid code is needed'),
  'seat.state': kind(409, 'The seat’s state does not allow this'),
  'email.taken': kind(409, 'The e-mail address is taken'),
  'sign-in.expired': kind(410, 'The sign-in link has been used or has expired'),
  'rate.limited': kind(429, 'Asked too often from one address'),
  'live.limit': kind(429, 'Too many live streams'),
  'clock.fixed': kind(403, 'The clock cannot be moved here'),
  'idempotency.reused': kind(422, 'The Idempotency-Key was used for something else'),
  'idempotency.in-flight': kind(409, 'The first request with this Idempotency-Key still runs'),
  'service.unavailable': kind(503, 'Not available at the moment'),
  overloaded: kind(503, 'Too much is asked at the moment'),
  'outcome.unknown': kind(504, 'The outcome is not known'),
  internal: kind(500, 'Something went wrong on our side'),
  'body.malformed': kind(400, 'The body is not JSON'),
  'body.media-type': kind(415, 'The body’s media type is not accepted'),
  'body.too-large': kind(413, 'The body is too large'),
  'method.not-allowed': kind(405, 'The address does not take this method'),
  'request.malformed': kind(400, 'The request is malformed'),
  'request.timeout': kind(408, 'The request took too long to arrive'),
};

export const PROBLEM_CODES = Object.keys(PROBLEM_KINDS) as ProblemCode[];
