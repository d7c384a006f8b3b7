import { z } from 'zod';
import { Instant } from '../kernel/values.js';

export const LIVE_STATES = ['on-time', 'delayed', 'technical-problem', 'ended'] as const;
/** How a session goes on its day (DESIGN section 9), as everybody may read it. */
export const Live = z.object({
  state: z.enum(LIVE_STATES),
  message: z.string().nullable(),
  /** Only while `delayed`, by the minutes between the start that was agreed and the start that is announced now. */
  delayMinutes: z.number().optional(),
  since: Instant,
});
export type Live = z.infer<typeof Live>;
