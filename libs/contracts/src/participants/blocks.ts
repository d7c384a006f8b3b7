import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant, InstantInput, Language, line, Slug } from '../kernel/values.js';
import { Email } from './people.js';
import { Seat } from './seats.js';

/** Places kept together for a city's delegation, whose names come until `namesUntil`; then unnamed ones fall free. */
export const Block = z.object({
  id: Id,
  slotId: Id,
  city: z.string(),
  size: z.number(),
  namesUntil: Instant,
});
export type Block = z.infer<typeof Block>;
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
