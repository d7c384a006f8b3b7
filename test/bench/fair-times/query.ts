import type { FairTimesQuery } from '#time';
import { network } from './network.js';

/** Two weeks with the change of clocks in America. */
export const QUERY: FairTimesQuery = {
  required: network(),
  from: '2027-03-08',
  to: '2027-03-21',
  zone: 'Etc/UTC',
  durationMinutes: 60,
  stepMinutes: 15,
};
