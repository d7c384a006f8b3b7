import { NO_IMPORTANCE, type Attempts } from './attempt.js';

export function polls(): Record<string, Attempts> {
  const candidates = ['2028-06-10T12:00:00Z', '2028-06-11T12:00:00Z'];
  const answers = [{ candidate: 1, answer: 'good' }];
  const form = 'application/x-www-form-urlencoded';
  return {
    'POST /v1/sessions/:id/polls': ({ sessionId, draftSessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/polls`, body: { candidates }, object: { programmeId } },
      { path: `/v1/sessions/${draftSessionId}/polls`, body: { candidates }, object: { programmeId } },
    ],
    'GET /v1/sessions/:id/polls': ({ sessionId, programmeId }) => [
      { path: `/v1/sessions/${sessionId}/polls`, object: { programmeId } },
    ],
    'GET /v1/polls/:id': ({ pollId, programmeId }) => [
      { path: `/v1/polls/${pollId}`, object: { programmeId } },
    ],
    'POST /v1/polls/:id/answers': ({ pollId, programmeId }) => [
      { path: `/v1/polls/${pollId}/answers`, body: { answers }, object: { programmeId, city: 'boston' } },
    ],
    'POST /v1/polls/:id/pick': ({ pollId, programmeId }) => [
      { path: `/v1/polls/${pollId}/pick`, body: { candidate: 1 }, object: { programmeId } },
    ],
    'POST /v1/polls/:id/withdraw': ({ pollId, programmeId }) => [
      { path: `/v1/polls/${pollId}/withdraw`, body: {}, object: { programmeId }, atBest: 409 },
    ],
    'GET /mails/:token': () => [{ path: `/mails/${NO_IMPORTANCE}`, atBest: 404 }],
    'POST /mails/:token': () => [{ path: `/mails/${NO_IMPORTANCE}`, body: form, atBest: 404 }],
    'GET /poll/:token': () => [{ path: `/poll/${NO_IMPORTANCE}`, atBest: 404 }],
    'POST /poll/:token': () => [{ path: `/poll/${NO_IMPORTANCE}`, body: form, atBest: 404 }],
  };
}
