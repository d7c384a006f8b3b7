import type { Forum } from '../../access/forum.js';
import { route, type Field } from './field.js';

const START = { local: '2028-06-11T10:00:00', zone: 'Europe/Rome' };
const INSTANT = '2028-06-11T14:00:00Z';

/** A move is checked against the sessions of its event: first, while these are few. */
export function moveFields({ sessionId, otherMoveId, liaison }: Forum): Field[] {
  const start = { 'start.local': ['local'], 'start.zone': ['zone'] } as const;
  return [
    ...route(
      'POST',
      '/v1/moves',
      { sessions: [{ id: sessionId, start: START }], reason: 'Fuzzed' },
      { 'sessions.0.start.local': ['local'], 'sessions.0.start.zone': ['zone'] },
    ),
    ...route(
      'POST',
      `/v1/moves/${otherMoveId}/counter`,
      { start: START },
      { ...start },
      { token: liaison.token },
    ),
    ...route('GET', '/v1/moves', {}, { limit: ['number'] }),
  ];
}

/** Polls of cities and the planner. */
export function planningFields(
  { eventId, draftSessionId, pollId }: Forum,
  { pollPage }: { pollPage: string },
): Field[] {
  return [
    ...route(
      'POST',
      `/v1/sessions/${draftSessionId}/polls`,
      { candidates: [INSTANT, { ...START }] },
      {
        'candidates.0': ['instant'],
        'candidates.1.local': ['local'],
        'candidates.1.zone': ['zone'],
        respondBy: ['instant'],
      },
    ),
    ...route(
      'POST',
      `/v1/polls/${pollId}/answers`,
      { city: 'boston', answers: [{ candidate: 1, answer: 'good' }] },
      { 'answers.0.candidate': ['number'], 'answers.0.answer': ['duration'], city: ['zone'] },
    ),
    ...route('POST', `/v1/polls/${pollId}/pick`, { allowConflicts: true }, { candidate: ['number'] }),
    ...route(
      'POST',
      pollPage,
      { 'answer-1': 'good' },
      { 'answer-1': ['duration'], 'note-1': ['zone'], 'answer-9': ['number'] },
      { token: null, isForm: true },
    ),
    ...['/poll', '/j', '/mails', '/sign-in'].flatMap((page) =>
      route('GET', `${page}/:token`, {}, { ':token': ['zone'] }, { token: null }),
    ),
    ...route(
      'POST',
      `/v1/events/${eventId}/plans`,
      { from: '2028-06-10', to: '2028-06-12', timeLimitSeconds: 1 },
      {
        from: ['day'],
        to: ['day'],
        stepMinutes: ['number'],
        'hours.from': ['clock'],
        'hours.to': ['clock'],
        tolerance: ['number'],
        timeLimitSeconds: ['number'],
      },
    ),
  ];
}
