import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CityChanged, EventChanged, pageVersions, ProgrammeChanged, republish } from '#contracts';
import type { TestService } from '#platform/testing';
import { makeCities, makeEvent, makeProgramme, SESSIONS, startEvents } from './testing/world.js';

describe('what events own', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startEvents();
    await makeCities(service);
  });
  afterAll(() => service.stop());

  it('is published again as it is now', async () => {
    const programme = await makeProgramme(service, 'forum');
    const event = await makeEvent(service, programme);
    const again = async (noun: string, ids: string[]) =>
      (await service.ask(republish('events'), { noun, ids }, { actor: SESSIONS })).published;

    expect(await again('event', [event.id, 'no-uuid'])).toBe(1);
    expect(await again('programme', [programme.id])).toBe(1);
    expect(await again('city', ['rome', 'atlantis', 'boston'])).toBe(2);

    expect((await service.factsOf(EventChanged)).at(-1)).toEqual(event);
    expect((await service.factsOf(ProgrammeChanged)).at(-1)).toEqual(programme);
    const cities = (await service.factsOf(CityChanged)).slice(-2);
    expect(cities).toMatchObject([{ slug: 'boston' }, { slug: 'rome', version: 1 }]);
  });

  it('can be compared by version', async () => {
    for (const noun of ['city', 'programme', 'event']) {
      const page = await service.ask(pageVersions('events'), { noun }, { actor: SESSIONS });
      expect(page.items[0]).toEqual({ id: expect.any(String), version: 1 });
    }
  });
});
