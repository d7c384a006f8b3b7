import { z } from 'zod';
import { defineFact, defineRequest } from '../kernel/definition.js';
import { Id } from '../kernel/values.js';
import { DelegateName } from './blocks.js';

/** What a person does in a programme besides taking seats: organizes it, speaks for a city in it, speaks at an event of it. */
export const PROGRAMME_ROLES = ['organizer', 'liaison', 'speaker'] as const;

/** Somebody has a role. The id is the grant's, or of a speaker the speaker's: who a speaker is may be corrected. */
export const RoleState = z.object({
  id: Id,
  version: z.number(),
  personId: Id,
  role: z.enum(PROGRAMME_ROLES),
  programmeId: Id,
  /** The city that a liaison speaks for; null for the others. */
  city: z.string().nullable(),
  /** Where they read times: their own zone, else their city's, else that of the city they speak for. */
  zone: z.string(),
});
export type RoleState = z.infer<typeof RoleState>;
export const RoleChanged = defineFact({
  subject: 'fact.participants.role.changed.v1',
  kind: 'state',
  data: RoleState,
});

/** Who a speaker of a session is, so that they can be written to. */
export const SpeakerPerson = z.object({ speakerId: Id, personId: Id });
/** The speaker is the same in every session of the event. `not-found` for one whom the session has not. */
export const NameSpeaker = defineRequest({
  subject: 'req.participants.name-speaker.v1',
  input: z.object({ sessionId: Id, speakerId: Id, who: DelegateName }),
  output: SpeakerPerson,
});
