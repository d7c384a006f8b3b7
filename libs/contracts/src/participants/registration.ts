import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, line, pageInput, pageOf } from '../kernel/values.js';
import { PersonInput } from './people.js';
import { Seat } from './seats.js';

/** A secret for invited people: whoever has it takes a seat, so often. Derived from its id and never stored. */
export const InvitationCode = z.object({
  id: Id,
  slotId: Id,
  code: z.string(),
  label: z.string().nullable(),
  uses: z.number(),
  used: z.number(),
});
export type InvitationCode = z.infer<typeof InvitationCode>;

/** What is sent with a seat that is taken: a code as it was given. */
export const CodeInput = z.string().min(1, 'must not be empty').max(200, 'must have at most 200 characters');
export const InvitationCodeInput = z.object({
  /** How many seats, or places in the queue, can be had by it at a time: one given up gives its use back. */
  uses: z.int().min(1).max(100_000),
  /** For organizers: whom it is for. */
  label: line(120).optional(),
});

export const MakeCode = defineRequest({
  subject: 'req.participants.make-code.v1',
  input: InvitationCodeInput.extend({ slotId: Id }),
  output: InvitationCode,
});
/** Of a slot, oldest first. */
export const FindCodes = defineRequest({
  subject: 'req.participants.find-codes.v1',
  input: z.object({ slotId: Id, ...pageInput }),
  output: pageOf(InvitationCode),
});

/** Gives a seat, or a place in the queue, up for a seat of another slot. When there is none, everything stays. */
export const SwapSeat = defineRequest({
  subject: 'req.participants.swap-seat.v1',
  input: z.object({ id: Id, slotId: Id, code: CodeInput.optional() }),
  output: Seat,
  timeoutMs: 10_000,
});

/**
 * By somebody without a login: a seat is held until they open the link in the mail that goes to the address. The same
 * answer whether the address is known, has a seat already, or there was a seat to hold.
 */
export const HoldSeat = defineRequest({
  subject: 'req.participants.hold-seat.v1',
  input: PersonInput.extend({ slotId: Id }),
  output: z.object({ outcome: z.literal('mailed') }),
  timeoutMs: 10_000,
});
