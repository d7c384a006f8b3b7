import { unused, type Attempts } from './attempt.js';

export function slotsAndSeats(): Record<string, Attempts> {
  return {
    'GET /v1/slots': ({ sessionId, draftSessionId }) => [
      { path: `/v1/slots?sessions=${sessionId},${draftSessionId}` },
    ],
    'GET /v1/slots/:id': ({ slotId, draftSlotId, programmeId }) => [
      { path: `/v1/slots/${slotId}` },
      { path: `/v1/slots/${draftSlotId}`, action: 'draft.read', object: { programmeId } },
    ],
    'POST /v1/sessions/:id/slots': ({ sessionId, programmeId }) => [
      {
        path: `/v1/sessions/${sessionId}/slots`,
        body: { mode: 'in-person', capacity: 5 },
        object: { programmeId },
      },
    ],
    'PATCH /v1/slots/:id': ({ slotId, programmeId }) => [
      { path: `/v1/slots/${slotId}`, body: { capacity: 20 }, object: { programmeId } },
    ],
    'POST /v1/slots/:id/seats': ({ slotId, holder, programmeId }) => [
      {
        path: `/v1/slots/${slotId}/seats`,
        body: {},
        action: 'seat.take',
        object: (actor) => ({ programmeId, personId: actor.kind === 'person' ? actor.id : null }),
      },
      {
        path: `/v1/slots/${slotId}/seats`,
        body: { participantId: holder.actor.id },
        action: 'seat.take',
        object: { programmeId, personId: holder.actor.id },
      },
      // For an address, without a token.
      {
        path: `/v1/slots/${slotId}/seats`,
        body: { email: `${unused('guest')}@forum.example`, name: 'Guest' },
      },
    ],
    'POST /v1/seats/:id/join-link': ({ seatId, holder }) => [
      // Nobody but its person gets a link, administrators neither.
      { path: `/v1/seats/${seatId}/join-link`, object: { personId: holder.actor.id }, atBest: 404 },
    ],
    'GET /v1/seats/:id': ({ seatId, holder, programmeId }) => [
      { path: `/v1/seats/${seatId}`, object: { programmeId, personId: holder.actor.id } },
    ],
    'GET /v1/seats/:id/history': ({ seatId, holder, programmeId }) => [
      { path: `/v1/seats/${seatId}/history`, object: { programmeId, personId: holder.actor.id } },
    ],
    'POST /v1/seats/:id/accept': ({ seatId, holder, programmeId }) => [
      { path: `/v1/seats/${seatId}/accept`, object: { programmeId, personId: holder.actor.id } },
    ],
    // For the slot that it is in already, which changes nothing.
    'POST /v1/seats/:id/swap': ({ seatId, slotId, holder, programmeId }) => [
      {
        path: `/v1/seats/${seatId}/swap`,
        body: { slot: slotId },
        object: { programmeId, personId: holder.actor.id },
        atBest: 422,
      },
    ],
    'POST /v1/slots/:id/blocks': ({ slotId, programmeId }) => [
      {
        path: `/v1/slots/${slotId}/blocks`,
        body: { city: 'boston', size: 1, namesUntil: '1999-01-01T00:00:00Z' },
        object: { programmeId, city: 'boston' },
        atBest: 422,
      },
    ],
    'PUT /v1/blocks/:id/names/:place': ({ programmeId }) => [
      {
        path: '/v1/blocks/none/names/1',
        body: { participantId: 'none' },
        object: { programmeId, city: 'boston' },
        atBest: 404,
      },
    ],
    'DELETE /v1/blocks/:id/names/:place': ({ programmeId }) => [
      { path: '/v1/blocks/none/names/1', object: { programmeId, city: 'boston' }, atBest: 404 },
    ],
    'DELETE /v1/blocks/:id': ({ programmeId }) => [
      { path: '/v1/blocks/none', object: { programmeId, city: 'boston' }, atBest: 404 },
    ],
    'GET /v1/blocks': ({ programmeId }) => [
      { path: `/v1/blocks?programme=${programmeId}&city=boston`, object: { programmeId, city: 'boston' } },
    ],
    // Each liaison sees their city's.
    'GET /v1/slots/:id/blocks': ({ slotId, programmeId }) => [
      {
        path: `/v1/slots/${slotId}/blocks`,
        object: (actor) => ({ programmeId, city: actor.kind === 'person' ? actor.grants[0]?.city : null }),
      },
    ],
    'GET /v1/blocks/:id': ({ programmeId }) => [
      { path: '/v1/blocks/none', object: { programmeId, city: 'boston' }, atBest: 404 },
    ],
    'GET /v1/slots/:id/codes': ({ slotId, programmeId }) => [
      { path: `/v1/slots/${slotId}/codes`, object: { programmeId } },
    ],
    'POST /v1/slots/:id/codes': ({ slotId, programmeId }) => [
      { path: `/v1/slots/${slotId}/codes`, body: { uses: 1 }, object: { programmeId } },
    ],
    'DELETE /v1/seats/:id': ({ seatId, holder, programmeId }) => [
      { path: `/v1/seats/${seatId}`, object: { programmeId, personId: holder.actor.id } },
    ],
  };
}
