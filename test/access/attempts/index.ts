import type { Attempts } from './attempt.js';
import { common } from './common.js';
import { moves } from './moves.js';
import { peopleAndAccess } from './people-and-access.js';
import { plans } from './plans.js';
import { polls } from './polls.js';
import { programmesAndEvents } from './programmes-and-events.js';
import { series } from './series.js';
import { sessionsAndReleases } from './sessions-and-releases.js';
import { slotsAndSeats } from './slots-and-seats.js';

/** Every route × verb of the gateway's list, tried on objects of a forum with bodies that would succeed. */
export const ATTEMPTS: Record<string, Attempts> = {
  ...common(),
  ...programmesAndEvents(),
  ...sessionsAndReleases(),
  ...series(),
  ...moves(),
  ...plans(),
  ...polls(),
  ...slotsAndSeats(),
  ...peopleAndAccess(),
};
