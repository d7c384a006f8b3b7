import { describeLocal } from '#time';
import type { Say } from '../languages/languages.js';
import type { TimeBlock } from './page.js';

/**
 * A moment on the reader's clock, and beside it on the host's, unless that shows the same.
 * @param lead what the time is, when it is not simply the reader's
 * @param minutes how long what begins then takes; without, no end is named
 */
export function timeBlock(
  say: Say,
  instant: string,
  zone: string,
  host: { name: string; zone: string } | null,
  { lead = say('your-time'), minutes }: { lead?: string; minutes?: number } = {},
): TimeBlock {
  const here = describeLocal(instant, zone, say.locale);
  const there = host && describeLocal(instant, host.zone, say.locale);
  return {
    lead,
    time: here.time,
    end: minutes ? `– ${describeLocal(after(instant, minutes), zone, say.locale).time}` : null,
    date: here.longDate,
    zone: here.zoneName === here.offset ? here.offset : `${here.zoneName}, ${here.offset}`,
    host:
      !there || there.offset === here.offset
        ? null
        : {
            lead: say('time-in', { city: host.name }),
            time: there.time,
            date: there.longDate,
            zone: there.offset,
          },
  };
}

const after = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();
