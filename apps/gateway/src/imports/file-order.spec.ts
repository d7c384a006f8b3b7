import { describe, expect, it } from '@jest/globals';
import { ProgrammeFile } from '#contracts';
import { inFileOrder } from './file-order.js';

const session = (slug: string) => ({ slug, title: slug, durationMinutes: 30 });
const file = ProgrammeFile.parse({
  format: 'meridian/programme@1',
  programme: { slug: 'forum', title: 'Forum', cities: ['rome'] },
  events: [
    {
      slug: 'festival',
      title: 'Festival',
      hostCity: 'rome',
      startsOn: '2027-06-10',
      endsOn: '2027-06-11',
      sessions: Array.from({ length: 12 }, (_, index) => session(`s${index}`)),
    },
  ],
});
const error = (path: string) => ({ path, message: 'is wrong' });

describe('errors of several services', () => {
  it('stand in the order of the file, numbers as numbers', () => {
    const paths = [
      'events[0].sessions[10].title',
      'events[0].sessions[2].slug',
      'events[0].hostCity',
      'programme.cities[0]',
      'events[0].sessions[2].title',
      'events[0].sessions[2]',
    ];

    expect(inFileOrder(paths.map(error), file).map(({ path }) => path)).toEqual([
      'programme.cities[0]',
      'events[0].hostCity',
      'events[0].sessions[2]',
      'events[0].sessions[2].slug',
      'events[0].sessions[2].title',
      'events[0].sessions[10].title',
    ]);
  });

  it('that two services found are told once', () => {
    expect(inFileOrder([error('programme'), error('programme')], file)).toHaveLength(1);
  });

  it('about a field that is missing come after its siblings', () => {
    const paths = ['events[0].sessions[0].start.local', 'events[0].sessions[0].durationMinutes'];

    expect(inFileOrder(paths.map(error), file).map(({ path }) => path)).toEqual(paths.reverse());
  });
});
