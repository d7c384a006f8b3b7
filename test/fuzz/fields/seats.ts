import type { Forum } from '../../access/forum.js';
import { route, type Field } from './field.js';

/** Slots with their windows, seats, holds, codes and delegations. */
export function seatFields(
  { slotId, draftSlotId, draftSessionId, seatId, holder }: Forum,
  { blockId }: { blockId: string },
): Field[] {
  const windows = {
    keptUntil: ['instant'],
    'opens.local': ['local', 'opens.local'],
    'opens.zone': ['zone', 'opens.zone'],
    'closes.local': ['local', 'closes.local'],
    'offerPolicy.holdHours': ['number'],
    maxPerPerson: ['number'],
  } as const;
  const open = { opens: null, closes: null, maxPerPerson: null };
  const self = { token: holder.token };
  return [
    ...route('PATCH', `/v1/slots/${slotId}`, {}, { ...windows, capacity: ['number'] }),
    ...route(
      'POST',
      `/v1/sessions/${draftSessionId}/slots`,
      { mode: 'in-person', capacity: 10 },
      { ...windows, capacity: ['number'] },
    ),
    ...route('GET', '/v1/slots', {}, { sessions: ['zone'] }),
    ...route('POST', `/v1/slots/${draftSlotId}/codes`, {}, { uses: ['number', 'uses'] }),
    ...route('GET', `/v1/slots/${slotId}/codes`, {}, { limit: ['number'] }),
    ...route(
      'POST',
      `/v1/slots/${draftSlotId}/blocks`,
      { city: 'tokyo', size: 1, namesUntil: '2028-06-01T10:00:00Z' },
      { size: ['number', 'size'], namesUntil: ['instant'] },
    ),
    ...route('GET', `/v1/slots/${slotId}/blocks`, {}, { limit: ['number'] }),
    ...route(
      'PUT',
      `/v1/blocks/${blockId}/names/:place`,
      { email: 'delegate@forum.example', name: 'Delegate' },
      { ':place': ['number'] },
    ),
    ...route('POST', `/v1/slots/${slotId}/seats`, {}, { groupSize: ['number'], code: ['zone'] }),
    ...route(
      'POST',
      `/v1/slots/${slotId}/seats`,
      { email: 'held@forum.example', name: 'Held' },
      { zone: ['zone'], language: ['zone'], city: ['zone'] },
      { token: null },
    ),
    ...route(
      'POST',
      `/v1/seats/${seatId}/swap`,
      { slot: draftSlotId },
      { slot: ['zone'], code: ['zone'] },
      self,
    ),
    ...route(
      'POST',
      '/v1/participants',
      { email: 'fuzzed@forum.example', name: 'Fuzzed' },
      { zone: ['zone'], language: ['zone'] },
    ),
    // Last, so that everybody may have seats again.
    ...route('PATCH', `/v1/slots/${slotId}`, open, { lapse: ['number'] }),
  ];
}
