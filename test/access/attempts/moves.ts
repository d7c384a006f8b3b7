import { programmeOf, type Attempts } from './attempt.js';

/** One move stays open for Tokyo's answer, so that Boston may answer it again and again, until it is decided. */
export function moves(): Record<string, Attempts> {
  const answer =
    (word: string, more: object = {}): Attempts =>
    ({ moveId, programmeId }) => [
      {
        path: `/v1/moves/${moveId}/${word}`,
        body: { city: 'boston', ...more },
        object: { programmeId, city: 'boston' },
      },
    ];
  const start = { local: '2028-06-12T14:00:00', zone: 'Europe/Rome' };
  return {
    'GET /v1/moves': () => [{ path: '/v1/moves?awaiting=boston', object: programmeOf }],
    'GET /v1/moves/:id': ({ moveId, programmeId }) => [
      { path: `/v1/moves/${moveId}`, object: { programmeId } },
    ],
    'POST /v1/moves': ({ movingSessionIds: [id], programmeId }) => [
      {
        path: '/v1/moves',
        body: { sessions: [{ id, start }], reason: 'A strike.', dryRun: true },
        object: { programmeId },
      },
    ],
    'POST /v1/moves/:id/recording': answer('recording'),
    'POST /v1/moves/:id/counter': answer('counter', { start }),
    'POST /v1/moves/:id/accept': answer('accept'),
    'POST /v1/moves/:id/decide': ({ moveId, programmeId }) => [
      { path: `/v1/moves/${moveId}/decide`, body: { reason: 'It has to be.' }, object: { programmeId } },
    ],
    'POST /v1/moves/:id/withdraw': ({ otherMoveId, programmeId }) => [
      { path: `/v1/moves/${otherMoveId}/withdraw`, object: { programmeId } },
    ],
  };
}
