import { describe, expect, it } from '@jest/globals';
import { knownTime, type KnownTime, type ToldTime } from './known-time.rules.js';
import type { NoticeKind } from './notice.js';

const hour = (of: number) => new Date(Date.UTC(2030, 5, 10, of));
const at = (from: number, until = from + 1) => ({ start: hour(from), end: hour(until) });
const mail = (notice: NoticeKind, from: number, state: ToldTime['state'] = 'sent'): ToldTime => ({
  notice,
  state,
  ...at(from),
});
const until = (end: number, told: ToldTime): ToldTime => ({ ...told, end: hour(end) });

describe('Of when a session takes place, a reader knows', () => {
  it.each<[string, ToldTime[], KnownTime]>([
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
    ['another end', [until(16, mail('seat-confirmed', 14))], { isNow: false, before: at(14, 16) }],
    [
      'a new end that they were told is new',
      [until(16, mail('seat-confirmed', 14)), mail('time-changed', 14)],
      { isNow: true, before: at(14, 16) },
    ],
    [
      'not a new end that a later mail named by the way',
      [until(16, mail('seat-waiting', 14)), mail('seat-promoted', 14)],
      { isNow: false, before: at(14, 16) },
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
