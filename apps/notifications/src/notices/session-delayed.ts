import { spanOf } from '../programme/session-copy.entity.js';
import type { AboutSession, SessionNotice } from './notice.js';
import { drop, SEND, whileItTakesPlace } from './relevance.rules.js';
import { timeBefore } from './span-words.js';

/** On the day itself the start was put off: the one mail about that new time. */
export const sessionDelayed: SessionNotice = {
  kind: 'session-delayed',
  to: ['held', 'confirmed', 'waiting', 'offered'],
  calendar: 'REQUEST',
  relevance: (told, session, now) => {
    if (told.timeVersion !== session.timeVersion) return drop('The session moved again.');
    return whileItTakesPlace(session, now);
  },
  needsKnownTime: true,
  relevanceTo: ({ knows }) => (knows?.isNow ? drop('They know this time already.') : SEND),
  write: ({ say, title, session, seat, before, zone }) => {
    const { minutes: n = 0, reason = null } = session.delay ?? {};
    const now = spanOf(session)!;
    const delayMs = n * 60_000;
    // Who knows another time than the agreed one, of an earlier delay or before a move, has to see what became of that.
    const isAgreed =
      before?.start.getTime() === now.start.getTime() - delayMs &&
      before.end.getTime() === now.end.getTime() - delayMs;
    return {
      subject: say('session-delayed.subject', { title }),
      label: say('session-delayed.label', { n }),
      body: say('session-delayed.body', { n, entry: entryOf(seat) }),
      details: [
        ...(before && !isAgreed
          ? [{ label: say('label.time-before'), value: timeBefore(before, now, zone, say.locale) }]
          : []),
        ...(reason ? [{ label: say('label.reason'), value: reason }] : []),
      ],
    };
  },
};

/** A link to join has only who has a seat online. */
function entryOf({ seatStatus, mode, modes }: AboutSession['seat']): 'link' | 'waiting' | 'other' {
  if (seatStatus === 'waiting') return 'waiting';
  const isOnline = mode === 'online' || modes?.includes('online');
  return seatStatus === 'confirmed' && isOnline ? 'link' : 'other';
}
