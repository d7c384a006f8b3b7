import { describe, expect, it } from '@jest/globals';
import { knownTime, type ToldTime } from './known-time.rules.js';
import type { NoticeKind } from './notice.js';

const at = (hour: number) => new Date(Date.UTC(2030, 5, 10, hour));
const mail = (notice: NoticeKind, hour: number, state: ToldTime['state'] = 'sent'): ToldTime => ({
  notice,
  state,
  start: at(hour),
});

describe('Of a start, a reader knows', () => {
  it.each<[string, ToldTime[], { isNow: boolean; before: Date | null }]>([
    ['nothing without a mail', [], { isNow: false, before: null }],
    ['what the first mail named', [mail('seat-confirmed', 14)], { isNow: true, before: null }],
    ['another', [mail('seat-confirmed', 12)], { isNow: false, before: at(12) }],
    [
      'what they were told is new',
      [mail('seat-confirmed', 12), mail('time-changed', 14)],
      { isNow: true, before: at(12) },
    ],
    [
      'not what a later mail named by the way',
      [mail('seat-waiting', 12), mail('seat-promoted', 14)],
      { isNow: false, before: at(12) },
    ],
    [
      'not what a mail has named otherwise since',
      [mail('seat-confirmed', 14), mail('reminder', 12)],
      { isNow: false, before: at(12) },
    ],
    [
      'not what may not have arrived',
      [mail('seat-confirmed', 12), mail('time-changed', 14, 'unknown')],
      { isNow: false, before: at(12) },
    ],
    [
      'not the first, when what may have arrived since is another',
      [mail('seat-confirmed', 14), mail('time-changed', 12, 'unknown')],
      { isNow: false, before: at(12) },
    ],
  ])('%s', (_what, told, known) => {
    expect(knownTime(told, at(14))).toEqual(known);
  });
});
