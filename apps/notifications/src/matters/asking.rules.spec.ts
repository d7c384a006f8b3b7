import { describe, expect, it } from '@jest/globals';
import type { Move } from '#contracts';
import { MATTERS } from '../testing/matters.js';
import type { MoveMatter } from './matter.js';
import { noticesOfMove } from './asking.rules.js';

const { move } = MATTERS['change-proposed']('rome') as MoveMatter;
const asked = ['rome', 'tokyo'].map((city) => ({ ...move.asked[0]!, city }));
const proposed: Move = { ...move, asked, awaiting: ['rome', 'tokyo'] };
const left = (city: string) => ({
  city,
  status: 'withdrawn' as const,
  at: move.proposedAt,
  detail: 'It left.',
});

describe('What is told of a change proposal that is closed', () => {
  const citiesOf = (after: Move) =>
    noticesOfMove(proposed, after)
      .filter(({ role }) => role === 'liaison')
      .map(({ cities }) => cities);

  it('goes to every city that was asked', () => {
    expect(citiesOf({ ...proposed, status: 'rejected' })).toEqual([['rome', 'tokyo']]);
  });

  it('goes to no city that has left the event', () => {
    expect(citiesOf({ ...proposed, status: 'applied', gone: [left('tokyo')] })).toEqual([['rome']]);
    const gone = [left('tokyo'), left('rome')];
    expect(citiesOf({ ...proposed, status: 'applied', gone })).toEqual([]);
  });

  it('goes to the organizers', () => {
    const roles = noticesOfMove(proposed, { ...proposed, status: 'withdrawn' }).map(({ role }) => role);
    expect(roles).toEqual(['liaison', 'organizer']);
  });
});
