import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangeCity, CityChanged, CreateCity, FindCities } from '#contracts';
import type { TestService } from '#platform/testing';
import { ADMIN, makeCities, ORGANIZER_ELSEWHERE, refusalOf, startEvents } from '../testing/world.js';

const HANOI = {
  slug: 'hanoi',
  name: 'Hà Nội',
  country: 'VN',
  zone: 'Asia/Bangkok',
  languages: ['vi'],
  latitude: 21.0285,
  longitude: 105.8542,
};

describe('cities', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startEvents();
    await makeCities(service);
  });
  afterAll(() => service.stop());

  const create = (city: Partial<typeof HANOI>, actor = ADMIN) =>
    service.ask(CreateCity, { ...HANOI, ...city }, { actor });
  const change = (slug: string, patch: object, ifVersion?: number) =>
    service.ask(ChangeCity, { slug, patch, ifVersion }, { actor: ADMIN });

  it('are listed page by page in the order of their slugs, to everybody', async () => {
    const first = await service.ask(FindCities, { limit: 4 });
    const rest = await service.ask(FindCities, { limit: 4, cursor: first.next! });
    expect([...first.items, ...rest.items].map(({ slug }) => slug)).toEqual([
      'bengaluru',
      'boston',
      'nha-trang',
      'rome',
      'tokyo',
      'washington-dc',
    ]);
    expect(rest.next).toBeNull();
  });

  it('are found by slug; slugs of nothing are left out', async () => {
    const { items } = await service.ask(FindCities, { slugs: ['rome', 'atlantis'] });
    expect(items).toEqual([
      {
        slug: 'rome',
        name: 'Rome',
        country: 'IT',
        zone: 'Europe/Rome',
        languages: ['it', 'en'],
        weekend: [6, 7],
        latitude: 41.9028,
        longitude: 12.4964,
        comfort: null,
        observances: [],
        version: 1,
      },
    ]);
  });

  it('are made by an admin, with the zone that was chosen, and made known', async () => {
    const hanoi = await create({});
    expect(hanoi).toMatchObject({ zone: 'Asia/Bangkok', weekend: [6, 7], version: 1 });
    expect((await service.factsOf(CityChanged)).at(-1)).toEqual(hanoi);
  });

  it('refuse a taken slug, an unknown zone, a comfort profile with holes, and people who are no admin', async () => {
    expect(await refusalOf(create({ slug: 'rome' }))).toEqual({ code: 'slug.taken', paths: ['slug'] });
    expect(await refusalOf(create({ slug: 'hue', zone: 'Asia/Hue' }))).toEqual({
      code: 'time.zone',
      paths: ['zone'],
    });
    const comfort = [{ from: '09:00', to: '18:00', weight: 0 }];
    expect(await refusalOf(change('rome', { comfort }))).toEqual({
      code: 'validation.failed',
      paths: ['comfort'],
    });
    expect(await refusalOf(create({ slug: 'hue' }, ORGANIZER_ELSEWHERE))).toMatchObject({
      code: 'access.forbidden',
    });
  });

  it('change under the version that was seen, and only when something differs', async () => {
    const changed = await change('tokyo', { name: 'Tōkyō', weekend: [7] }, 1);
    expect(changed).toMatchObject({ name: 'Tōkyō', weekend: [7], zone: 'Asia/Tokyo', version: 2 });
    expect(await refusalOf(change('tokyo', { name: 'Edo' }, 1))).toMatchObject({ code: 'version.mismatch' });

    const facts = await service.factsOf(CityChanged);
    expect(await change('tokyo', { name: 'Tōkyō' })).toMatchObject({ version: 2 });
    expect(await service.factsOf(CityChanged)).toEqual(facts);
    expect(await refusalOf(change('atlantis', {}))).toMatchObject({ code: 'not-found' });
  });

  it('change one after the other when many change them at once', async () => {
    const before = (await service.ask(FindCities, { slugs: ['boston'] })).items[0]!;
    const names = ['Boston, MA', 'Boston I', 'Boston II', 'Boston III', 'Boston IV'];
    const versions = await Promise.all(
      names.map(async (name) => (await change('boston', { name })).version - before.version),
    );
    expect(versions.sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
