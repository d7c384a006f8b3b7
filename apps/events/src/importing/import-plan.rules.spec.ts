import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Partner, ProgrammeFile } from '#contracts';
import type { PartnerEntity } from '../partners/partner.entity.js';
import { answered } from '../partners/partners.rules.js';
import { knownFrom, NOTHING } from '../testing/known.js';
import { forumFile } from '../testing/world.js';
import { changesOf, countByNoun, planImport, type Known } from './import-plan.rules.js';

const NOW = new Date('2027-01-01T00:00:00Z');

describe('what an import would do', () => {
  const changes = (edit: (file: ProgrammeFile) => void, known: Known = knownFrom(forumFile(), NOW)) => {
    const file = forumFile();
    edit(file);
    return changesOf(planImport(file, known)).map(({ kind, path }) => `${kind} ${path}`);
  };
  /** The forum as imported, with Boston as partner of the first event in another state. */
  const withBoston = (values: Partial<PartnerEntity>) => {
    const known = knownFrom(forumFile(), NOW);
    Object.assign(known.events[0]!.partners[0]!, values);
    return known;
  };
  const boston = (file: ProgrammeFile) => file.events[0]!.partners[0]!;

  it('is to make everything in an empty database, in the file’s order', () => {
    const all = changesOf(planImport(forumFile(), NOTHING));
    expect(countByNoun(all)).toEqual({ city: 6, programme: 1, event: 3, partner: 15 });
    expect(all.every(({ kind }) => kind === 'create')).toBe(true);
    expect(all.map(({ path }) => path).slice(5, 10)).toEqual([
      'cities[5]',
      'programme',
      'events[0]',
      'events[0].partners[0]',
      'events[0].partners[1]',
    ]);
  });

  it('is nothing when all is as the file says', () => {
    expect(changes(() => undefined)).toEqual([]);
  });

  it.each<[string, (file: ProgrammeFile) => void, string[]]>([
    ['a city', (file) => (file.cities[3]!.weekend = [7]), ['change cities[3]']],
    ['the programme', (file) => (file.programme.offerPolicy.holdHours = 24), ['change programme']],
    ['an event', (file) => (file.events[1]!.endsOn = '2027-06-14'), ['change events[1]']],
    ['an invitation', (file) => (boston(file).modes = ['online']), ['change events[0].partners[0]']],
    [
      'a deadline',
      (file) => (boston(file).respondBy = '2027-02-01T00:00:00Z'),
      ['change events[0].partners[0]'],
    ],
  ])('is to change %s that the file says otherwise', (_what, edit, expected) => {
    expect(changes(edit)).toEqual(expected);
  });

  it('is to add what is new inside of what exists', () => {
    const known = knownFrom(forumFile(), NOW);
    known.events[0]!.partners.pop();
    expect(changes(() => undefined, known)).toEqual(['create events[0].partners[4]']);
  });

  it('is to make exactly what is missing, whatever is', () => {
    const everything = changesOf(planImport(forumFile(), NOTHING)).map(({ path }) => path);
    // Without an event, its partners are missing as well.
    const missingWith = (removed: string[]) =>
      everything.filter((path) => removed.some((other) => path === other || path.startsWith(`${other}.`)));
    const removable = everything.filter((path) => path !== 'programme');
    fc.assert(
      fc.property(fc.subarray(removable), (removed) => {
        const known = knownFrom(forumFile(), NOW);
        const isLeft = (path: string) => !removed.includes(path);
        const left: Known = {
          ...known,
          cities: known.cities.filter((_, i) => isLeft(`cities[${i}]`)),
          events: known.events.flatMap((event, i) => {
            const partners = event.partners.filter((_, k) => isLeft(`events[${i}].partners[${k}]`));
            return isLeft(`events[${i}]`) ? [{ ...event, partners }] : [];
          }),
        };
        expect(changes(() => undefined, left)).toEqual(missingWith(removed).map((path) => `create ${path}`));
      }),
    );
  });

  it('leaves alone what the file does not say, or says in another order', () => {
    const known = knownFrom(forumFile(), NOW);
    known.cities[0]!.comfort = [{ from: '00:00', to: '24:00', weight: 1 }];
    known.cities[0]!.observances = [
      { from: '2027-07-04', to: '2027-07-04', label: 'Independence Day', effect: 'avoid' },
    ];
    expect(changes((file) => boston(file).modes.reverse(), known)).toEqual([]);
    expect(changes((file) => file.events.pop(), known)).toEqual([]);
  });

  it.each<[Partner['status'], Partial<PartnerEntity>]>([
    ['tentative', { modes: ['online'] }],
    ['accepted', { modes: ['online'] }],
    ['declined', {}],
    ['withdrawn', {}],
  ])('leaves a partner alone that is %s', (status, values) => {
    expect(changes(() => undefined, withBoston({ ...values, status }))).toEqual([]);
    expect(
      changes((file) => (boston(file).modes = ['delegation']), withBoston({ ...values, status })),
    ).toEqual([]);
  });

  it('does not take back more time that was given', () => {
    const respondBy = '2027-02-01T00:00:00Z';
    const partner = { ...knownFrom(forumFile(), NOW).events[0]!.partners[0]!, respondBy };
    const extended = withBoston({ ...partner, ...answered(partner, 'more-time', {}) });
    expect(changes((file) => (boston(file).respondBy = respondBy), extended)).toEqual([]);
    expect(changes(() => undefined, extended)).toEqual([]);
  });
});
