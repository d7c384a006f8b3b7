import { describe, expect, it } from '@jest/globals';
import { CreateSession, pageVersions, republish, SessionChanged } from '#contracts';
import { withFestival } from './testing/festival.js';
import { ORGANIZER, PARTICIPANTS_SERVICE, talk } from './testing/forum.js';

describe('sessions, and what sessions copy', () => {
  const world = withFestival();

  it('are published again as they are now', async () => {
    const { id } = await world.service.ask(CreateSession, talk({ eventId: world.festival.id }), {
      actor: ORGANIZER,
    });
    const [before] = (await world.service.factsOf(SessionChanged)).filter((state) => state.id === id);
    const again = { noun: 'session', ids: [id, 'unknown'] };
    expect(await world.service.ask(republish('sessions'), again, { actor: PARTICIPANTS_SERVICE })).toEqual({
      published: 1,
    });
    expect((await world.service.factsOf(SessionChanged)).at(-1)).toEqual(before);
  });

  it('can be compared by version', async () => {
    for (const noun of ['session', 'event', 'programme', 'city']) {
      const page = await world.service.ask(
        pageVersions('sessions'),
        { noun },
        { actor: PARTICIPANTS_SERVICE },
      );
      expect(page.items.length).toBeGreaterThan(0);
    }
  });
});
