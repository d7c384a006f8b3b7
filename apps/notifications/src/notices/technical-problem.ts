import type { SessionNotice } from './notice.js';
import { drop, whileItTakesPlace } from './relevance.rules.js';

/** The session has a technical problem: to those who may be trying to join. */
export const technicalProblem: SessionNotice = {
  kind: 'technical-problem',
  to: ['confirmed'],
  mode: 'online',
  calendar: null,
  relevance: (_told, session, now) => {
    if (session.live?.state !== 'technical-problem') return drop('The problem was over.');
    return whileItTakesPlace(session, now);
  },
  write: ({ say, title, session }) => ({
    subject: say('technical-problem.subject', { title }),
    label: say('technical-problem.label'),
    body: say('technical-problem.body'),
    details: session.live?.message ? [{ label: say('label.message'), value: session.live.message }] : [],
  }),
};
