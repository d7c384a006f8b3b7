import { describe, expect, it } from '@jest/globals';
import type { ProgrammeFile } from '#contracts';
import { knownFrom, NOTHING } from '../testing/known.js';
import { forumFile } from '../testing/world.js';
import { checkFile } from './import-check.rules.js';

const NOW = new Date('2027-01-01T00:00:00Z');
const AS_ADMIN = { mayWriteCities: true, now: NOW };
const AS_ORGANIZER = { mayWriteCities: false, now: NOW };

function edited(edit: (file: ProgrammeFile) => void): ProgrammeFile {
  const file = forumFile();
  edit(file);
  return file;
}

describe('a programme file', () => {
  const imported = () => knownFrom(forumFile(), NOW);
  const paths = (edit: (file: ProgrammeFile) => void, known = NOTHING, context = AS_ADMIN) =>
    checkFile(edited(edit), known, context).map(({ path }) => path);

  it('that is sound has no errors, on an empty database and when it comes again', () => {
    expect(checkFile(forumFile(), NOTHING, AS_ADMIN)).toEqual([]);
    expect(checkFile(forumFile(), imported(), AS_ORGANIZER)).toEqual([]);
  });

  it.each<[string, (file: ProgrammeFile) => void, string[]]>([
    ['an unknown zone', (file) => (file.cities[2]!.zone = 'America/Washington'), ['cities[2].zone']],
    [
      'a comfort profile with holes',
      (file) => (file.cities[0]!.comfort = [{ from: '09:00', to: '18:00', weight: 0 }]),
      ['cities[0].comfort'],
    ],
    ['a city twice', (file) => file.cities.push(file.cities[0]!), ['cities[6].slug']],
    [
      'a programme city of nowhere',
      (file) => (file.programme.cities[3] = 'atlantis'),
      [
        'programme.cities[3]',
        'events[0].partners[3].city',
        'events[1].partners[1].city',
        'events[2].partners[1].city',
      ],
    ],
    ['a programme city twice', (file) => file.programme.cities.push('rome'), ['programme.cities[6]']],
    ['an event twice', (file) => file.events.push({ ...file.events[0]! }), ['events[3].slug']],
    ['a host of nowhere', (file) => (file.events[2]!.hostCity = 'atlantis'), ['events[2].hostCity']],
    [
      'a host outside of the programme',
      (file) => {
        file.cities.push({ ...file.cities[0]!, slug: 'hanoi' });
        file.events[2]!.hostCity = 'hanoi';
      },
      ['events[2].hostCity'],
    ],
    ['an end before the beginning', (file) => (file.events[1]!.endsOn = '2027-06-09'), ['events[1].endsOn']],
    [
      'a partner of nowhere',
      (file) => (file.events[1]!.partners[0]!.city = 'atlantis'),
      ['events[1].partners[0].city'],
    ],
    [
      'its host as partner',
      (file) => (file.events[1]!.partners[0]!.city = 'nha-trang'),
      ['events[1].partners[0].city'],
    ],
    [
      'a partner twice',
      (file) => (file.events[1]!.partners[1]!.city = 'boston'),
      ['events[1].partners[1].city'],
    ],
    [
      'a deadline in the past',
      (file) => (file.events[1]!.partners[2]!.respondBy = '2026-12-31T00:00:00Z'),
      ['events[1].partners[2].respondBy'],
    ],
    [
      'a place of nowhere',
      (file) => (file.events[1]!.places[5]!.city = 'atlantis'),
      ['events[1].places[5].city'],
    ],
    ['a place twice', (file) => (file.events[1]!.places[1]!.slug = 'square'), ['events[1].places[1].slug']],
    [
      'a speaker of nowhere',
      (file) => (file.events[0]!.speakers[1]!.city = 'atlantis'),
      ['events[0].speakers[1].city'],
    ],
    [
      'a speaker twice',
      (file) => (file.events[0]!.speakers[1]!.slug = 'chair-rome'),
      ['events[0].speakers[1].slug'],
    ],
    [
      'a session twice',
      (file) => (file.events[1]!.sessions[3]!.slug = 'opening'),
      ['events[1].sessions[3].slug'],
    ],
    [
      'a part of nowhere',
      (file) => (file.events[0]!.sessions[0]!.parts!['atlantis'] = 'invited'),
      ['events[0].sessions[0].parts.atlantis'],
    ],
    [
      'seats for nowhere',
      (file) => (file.events[0]!.sessions[1]!.slots[0]!.allocations['atlantis'] = 4),
      ['events[0].sessions[1].slots[0].allocations.atlantis'],
    ],
    [
      'two slots of one mode',
      (file) => (file.events[0]!.sessions[0]!.slots[1]!.mode = 'online'),
      ['events[0].sessions[0].slots[1].mode'],
    ],
  ])('with %s is told where', (_what, edit, expected) => {
    expect(paths(edit)).toEqual(expected);
  });

  it('is told all its errors at once', () => {
    const wrong = paths((file) => {
      file.cities[0]!.zone = 'Boston';
      file.events[0]!.hostCity = 'atlantis';
      file.events[2]!.sessions[0]!.slug = 'mayors';
    });
    expect(wrong).toEqual(['events[0].hostCity', 'cities[0].zone', 'events[2].sessions[4].slug']);
  });

  it('may refer to cities that exist, without repeating them', () => {
    const file = edited(({ cities }) => cities.splice(0));
    expect(checkFile(file, { ...NOTHING, cities: imported().cities }, AS_ORGANIZER)).toEqual([]);
    expect(checkFile(file, NOTHING, AS_ORGANIZER).map(({ path }) => path)).toContain('programme.cities[0]');
  });

  it('adds and changes cities only for an admin', () => {
    expect(paths(() => undefined, NOTHING, AS_ORGANIZER)).toEqual(
      [0, 1, 2, 3, 4, 5].map((index) => `cities[${index}]`),
    );
    expect(paths((file) => (file.cities[1]!.name = 'Nha Trang City'), imported(), AS_ORGANIZER)).toEqual([
      'cities[1]',
    ]);
  });

  it('keeps the host of an event that exists, and the cities that such events need', () => {
    expect(paths((file) => (file.events[2]!.hostCity = 'rome'), imported())).toEqual([
      'events[2].hostCity',
      'events[2].partners[2].city',
    ]);
    const withoutAutumn = (file: ProgrammeFile) => {
      file.events.splice(1);
      file.events[0]!.partners.splice(0);
      file.programme.cities = ['rome', 'nha-trang'];
    };
    expect(new Set(paths(withoutAutumn, imported()))).toEqual(new Set(['programme.cities']));
  });

  it('leaves a cancelled event as it is', () => {
    const known = imported();
    known.events[1]!.status = 'cancelled';
    expect(paths(() => undefined, known)).toEqual([]);
    expect(paths((file) => (file.events[1]!.title = 'Again'), known)).toEqual(['events[1]']);
    expect(paths((file) => (file.events[1]!.partners[0]!.modes = ['online']), known)).toEqual(['events[1]']);
  });

  it('may carry a deadline that has passed when that invitation exists', () => {
    const respondBy = '2026-12-01T00:00:00Z';
    const edit = (file: ProgrammeFile) => (file.events[0]!.partners[0]!.respondBy = respondBy);
    const known = knownFrom(edited(edit), new Date('2026-11-01T00:00:00Z'));
    expect(paths(edit, known)).toEqual([]);
  });
});
