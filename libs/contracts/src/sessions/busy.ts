import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id, Instant } from '../kernel/values.js';

const ids = z.array(Id).max(100).default([]);

/** When speakers and places are taken by sessions (drafts as far as the actor may see them), or not available. */
export const FindBusy = defineRequest({
  subject: 'req.sessions.find-busy.v1',
  input: z.object({ speakers: ids, places: ids, from: Instant, to: Instant }),
  output: z.object({
    items: z.array(z.object({ kind: z.enum(['speaker', 'place']), id: Id, from: Instant, to: Instant })),
    /** Those that don't exist or that the actor may not know of. */
    unknown: z.object({ speakers: z.array(Id), places: z.array(Id) }),
  }),
});
