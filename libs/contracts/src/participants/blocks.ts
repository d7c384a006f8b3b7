import { z } from 'zod';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id, Instant, InstantInput, Language, line, pageInput, pageOf, Slug } from '../kernel/values.js';
import { Email } from './people.js';
import { Seat, SEAT_STATUSES } from './seats.js';

/** Places kept together for a city's delegation, whose names come until `namesUntil`; then unnamed ones fall free. */
export const Block = z.object({
  id: Id,
  slotId: Id,
  city: z.string(),
  size: z.number(),
  namesUntil: Instant,
});
export type Block = z.infer<typeof Block>;
/** Places are kept for a delegation; how many have a name is asked for. */
export const BlockMade = defineFact({
  subject: 'fact.participants.block.made.v1',
  kind: 'occurrence',
  data: z.object({ id: Id, sessionId: Id, programmeId: Id, city: z.string(), namesUntil: Instant }),
});
export const BlockInput = z.object({ city: Slug, size: z.int().min(1).max(200), namesUntil: InstantInput });
export const MakeBlock = defineRequest({
  subject: 'req.participants.make-block.v1',
  input: BlockInput.extend({ slotId: Id }),
  output: Block,
});

/** Somebody by id, or by address: who is new is registered. */
export const DelegateName = z.union([
  z.strictObject({ participantId: Id }),
  z.strictObject({ email: Email, name: line(120), language: Language.optional() }),
]);
/** Gives a place of a block, from 1, to somebody; who had it before has it no longer, and the place stays. */
export const NamePlace = defineRequest({
  subject: 'req.participants.name-place.v1',
  input: z.object({ blockId: Id, place: z.int().min(1).max(200), who: DelegateName }),
  output: Seat,
});

/** `free` waits for a name; `gone` was not named in time, or given up afterwards: others may have it. */
export const BlockPlace = z.object({
  /** From 1. */
  place: z.number(),
  state: z.enum(['named', 'free', 'gone']),
  /** Of a named place. */
  seatId: Id.nullable(),
  participantId: Id.nullable(),
  name: z.string().nullable(),
});
export type BlockPlace = z.infer<typeof BlockPlace>;

/** Something that happened to a block: to one place, or to several with `place` null. */
export const BlockHistoryEntry = z.object({
  at: Instant,
  place: z.number().nullable(),
  to: z.enum(SEAT_STATUSES),
  /** As in docs/STATES.md, “Seat”. */
  cause: z.string(),
  participantId: Id.nullable(),
  text: z.string(),
});
export type BlockHistoryEntry = z.infer<typeof BlockHistoryEntry>;

/** A block with how many of its places have a name, and how many still wait for one. */
export const BlockCounted = Block.extend({ named: z.number(), free: z.number() });
export type BlockCounted = z.infer<typeof BlockCounted>;
export const BlockView = BlockCounted.extend({
  places: z.array(BlockPlace),
  /** Oldest first; of many, the last 200. */
  history: z.array(BlockHistoryEntry),
});
export type BlockView = z.infer<typeof BlockView>;

export const FindBlock = defineRequest({
  subject: 'req.participants.find-block.v1',
  input: z.object({ id: Id }),
  output: BlockView,
});
/** Of a slot those whose city the actor speaks for, or of a city in a programme, all its own; oldest first. */
export const FindBlocks = defineRequest({
  subject: 'req.participants.find-blocks.v1',
  input: z.object({
    of: z.union([z.object({ slotId: Id }), z.object({ programmeId: Id, city: Slug })]),
    ...pageInput,
  }),
  output: pageOf(BlockCounted),
});
/** Takes the name out of a place; while names may come, the place stays the delegation's. Again: the same. */
export const ClearPlace = defineRequest({
  subject: 'req.participants.clear-place.v1',
  input: z.object({ blockId: Id, place: z.int().min(1).max(200) }),
  output: BlockPlace,
});
/** Gives back the places that have no name, before the time for names is over; those with one stay. Again: the same. */
export const ReleaseBlock = defineRequest({
  subject: 'req.participants.release-block.v1',
  input: z.object({ id: Id }),
  output: BlockView,
});
