import { SEND, drop } from './relevance.rules.js';
import type { SessionNotice } from './notice.js';

/** The session can be watched now: to those who joined it, missed it or waited for a seat. */
export const recording: SessionNotice = {
  kind: 'recording',
  optional: 'recordings',
  to: ['confirmed', 'lapsed', 'waiting', 'offered'],
  calendar: null,
  relevance: (_told, session) => (session.recordingUrl ? SEND : drop('The recording was taken back.')),
  write: ({ say, title, session }) => ({
    subject: say('recording.subject', { title }),
    label: say('recording.label'),
    body: say('recording.body'),
    ...(session.recordingUrl && { button: { label: say('recording.button'), url: session.recordingUrl } }),
  }),
};
