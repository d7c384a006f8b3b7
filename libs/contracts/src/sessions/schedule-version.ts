import { z } from 'zod';
import { defineRequest } from '../kernel/definition.js';
import { Id } from '../kernel/values.js';

/**
 * What the published schedule of an event rests on, as one opaque text: the same as long as nothing has changed that its
 * readers would see. Cheap: for caches that ask again every second. Events without a copy here are left out.
 */
export const FindScheduleVersions = defineRequest({
  subject: 'req.sessions.find-schedule-versions.v1',
  input: z.object({ eventIds: z.array(Id).max(500) }),
  output: z.object({ items: z.array(z.object({ eventId: Id, version: z.string() })) }),
});
