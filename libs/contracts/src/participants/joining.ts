import { z } from 'zod';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id, Instant, Language } from '../kernel/values.js';

/** As long as a part of an address may be; ours are 47 characters. */
const JoinToken = z.string().min(1).max(400);

/**
 * What a join link is good for now. `open`: joining works · `early`, `over`: outside of 24 hours before the start to an
 * hour after the end · `unplaced`: no start yet · `waiting`: no seat yet · `seat-gone`: cancelled, expired or lapsed ·
 * `session-cancelled`
 */
export const JOIN_STATES = [
  'open',
  'early',
  'over',
  'unplaced',
  'waiting',
  'seat-gone',
  'session-cancelled',
] as const;
export type JoinState = (typeof JOIN_STATES)[number];

/** What a join page needs to know of its seat. Never a name: a link may have been passed on. */
export const JoinLink = z.object({
  seatId: Id,
  sessionId: Id,
  state: z.enum(JOIN_STATES),
  /** Both null without a start. */
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  /** Where its person reads times. */
  zone: z.string(),
  /** Null: as the browser asks. */
  language: Language.nullable(),
  joinedAt: Instant.nullable(),
});
export type JoinLink = z.infer<typeof JoinLink>;

/** Looks at a link and changes nothing: mail scanners do so too. Null: not ours, or replaced by a newer link. */
export const FindJoinLink = defineRequest({
  subject: 'req.participants.find-join-link.v1',
  input: z.object({ token: JoinToken }),
  output: z.object({ link: JoinLink.nullable() }),
});

/**
 * Checks in, the first time, and binds the device. Another device is `elsewhere` until it says `takeOver`, which ends
 * the first one's. Outside of `open` nothing happens: `refused`.
 */
export const CheckIn = defineRequest({
  subject: 'req.participants.check-in.v1',
  input: z.object({
    token: JoinToken,
    /** A random id that the device keeps. */
    device: z.string().min(16).max(100),
    takeOver: z.boolean().default(false),
  }),
  output: z.object({
    outcome: z.enum(['joined', 'elsewhere', 'refused']),
    link: JoinLink.nullable(),
  }),
});

/** Join links of the actor's own seats, by seat; those that are no confirmed online seat are left out. */
export const FindJoinTokens = defineRequest({
  subject: 'req.participants.find-join-tokens.v1',
  input: z.object({ seatIds: z.array(Id).max(500) }),
  output: z.object({
    items: z.array(
      z.object({
        seatId: Id,
        token: z.string(),
        state: z.enum(JOIN_STATES),
        opensAt: Instant,
        closesAt: Instant,
      }),
    ),
  }),
});

/** Makes a new link for the actor's own seat: those given before, and the device that is in, are out. */
export const RenewJoinLink = defineRequest({
  subject: 'req.participants.renew-join-link.v1',
  input: z.object({ seatId: Id }),
  output: z.object({ seatId: Id, generation: z.int(), token: z.string() }),
});

/** Sizes of seats by the city their people gave; `city` null: none of the network. */
export const Attendance = z.object({
  sessionId: Id,
  confirmed: z.int(),
  joined: z.int(),
  cities: z.array(z.object({ city: z.string().nullable(), confirmed: z.int(), joined: z.int() })),
});
export const FindAttendance = defineRequest({
  subject: 'req.participants.find-attendance.v1',
  input: z.object({ sessionId: Id }),
  output: Attendance,
});

/** Somebody has checked in: once for a seat. */
export const SeatJoined = defineFact({
  subject: 'fact.participants.seat.joined.v1',
  kind: 'occurrence',
  data: z.object({
    seatId: Id,
    slotId: Id,
    sessionId: Id,
    personId: Id,
    city: z.string().nullable(),
    groupSize: z.int(),
    at: Instant,
  }),
});
