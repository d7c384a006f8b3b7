import { z } from 'zod';
import { Instant } from '../kernel/values.js';

/** A city that is required, and is not asked because it has declined the event or withdrawn from it. */
export const GoneCity = z.object({
  city: z.string(),
  status: z.enum(['declined', 'withdrawn']),
  /** Since when it is not counted on; it may have left before. */
  at: Instant,
  /** Why it is not asked, in words. */
  detail: z.string(),
});
export type GoneCity = z.infer<typeof GoneCity>;
