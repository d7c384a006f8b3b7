import { describe, expect, it } from '@jest/globals';
import { SEAT_TRANSITIONS } from '../seats/seats.rules.js';
import { tell } from './history.rules.js';

const at = new Date('2027-03-02T09:00:00Z');
const isLiaison = false;

describe('a seat’s history', () => {
  it('has a sentence for every change that there is', () => {
    for (const { from, to, cause } of SEAT_TRANSITIONS) {
      const { text } = tell({ at, from, to, cause, because: null, actor: 'person:p', isLiaison }, 'p');
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/undefined|null| {2}/);
    }
  });

  it('says why a seat became free, and not by whom', () => {
    const entry = { at, from: 'waiting', to: 'confirmed', cause: 'promoted', isLiaison } as const;
    expect(tell({ ...entry, because: 'cancelled', actor: 'person:other' }, 'p')).toEqual({
      at: '2027-03-02T09:00:00.000Z',
      from: 'waiting',
      to: 'confirmed',
      cause: 'promoted',
      by: 'service',
      text: 'Promoted from the queue because a seat was cancelled at 2027-03-02T09:00:00.000Z.',
    });
    expect(tell({ ...entry, because: 'kept-until', actor: 'service:participants' }, 'p').text).toContain(
      'fell to everybody',
    );
    expect(tell({ ...entry, because: null, actor: 'service:participants' }, 'p').text).toContain(
      'because a seat was free',
    );
  });

  it('says whose doing it was', () => {
    const entry = { at, from: 'confirmed', to: 'cancelled', cause: 'cancelled', because: null } as const;
    const by = (actor: string, isLiaison: boolean) => tell({ ...entry, actor, isLiaison }, 'p').by;
    expect([by('person:p', false), by('person:other', false), by('service:participants', false)]).toEqual([
      'self',
      'organizer',
      'service',
    ]);
    expect([by('person:p', true), by('person:other', true)]).toEqual(['self', 'liaison']);
  });
});
