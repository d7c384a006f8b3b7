import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  dropParked,
  listParked,
  pageVersions,
  replayParked,
  reportFacts,
  republish,
  type Actor,
} from '#contracts';
import { Counted, MarkChanged, startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';

const ADMIN: Actor = {
  kind: 'person',
  id: 'admin',
  grants: [{ role: 'admin', programmeId: null, city: null }],
};
const DOCTOR: Actor = { kind: 'service', name: 'doctor' };
const consumer = 'events_fact-events-count-counted-v1';

describe('facts under an administrator’s eyes', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startSample();
  });
  afterAll(() => service.stop());
  beforeEach(() => service.sql('TRUNCATE heard, mended, marks, fact_failures, parked_facts'));

  const list = () => service.ask(listParked('events'), {}, { actor: ADMIN });
  const replay = (factId: string) =>
    service.ask(replayParked('events'), { consumer, factId }, { actor: ADMIN });
  const heard = () => service.sql<{ total: number }>('SELECT total FROM heard');
  const park = async (total: number) => {
    const id = await service.publish(Counted, { total, poison: true });
    await waitFor(async () => (await list()).items.some((item) => item.factId === id));
    return id;
  };

  it('are listed when parked, with the reason, and page by page', async () => {
    const ids = [await park(1), await park(2), await park(3)];
    const first = await service.ask(listParked('events'), { limit: 2 }, { actor: ADMIN });
    expect(first.items).toMatchObject([
      {
        consumer,
        factId: ids[0],
        subject: Counted.subject,
        error: 'poison',
        envelope: { data: { total: 1 } },
      },
      { factId: ids[1] },
    ]);
    const second = await service.ask(
      listParked('events'),
      { limit: 2, cursor: first.next! },
      { actor: ADMIN },
    );
    expect(second).toMatchObject({ items: [{ factId: ids[2] }], next: null });
  });

  it('are applied once by a replay after their handler is mended, and stay parked before', async () => {
    const id = await park(1);
    expect(await replay(id)).toEqual({ error: 'poison' });
    expect((await list()).items).toHaveLength(1);
    await service.sql('INSERT INTO mended VALUES (true)');
    expect(await replay(id)).toEqual({ error: null });
    expect(await heard()).toEqual([{ total: 1 }]);
    expect((await list()).items).toEqual([]);
    await expect(replay(id)).rejects.toMatchObject({ code: 'not-found' });
    await service.publish(Counted, { total: 1 }, id);
    await service.publish(Counted, { total: 2 });
    await waitFor(async () => (await heard()).length === 2);
    expect(await heard()).toEqual([{ total: 1 }, { total: 2 }]);
  });

  it('are gone when dropped', async () => {
    const factId = await park(1);
    await service.ask(dropParked('events'), { consumer, factId }, { actor: DOCTOR });
    expect((await list()).items).toEqual([]);
  });

  it('are reported with what waits, fails and is parked', async () => {
    await park(1);
    await service.sql(
      `INSERT INTO fact_failures (consumer, fact_id, tries, error) VALUES ($1, 'x', 3, 'later')`,
      [consumer],
    );
    const report = await service.ask(reportFacts('events'), {}, { actor: DOCTOR });
    expect(report.outbox).toEqual({ unpublished: 0, oldestSeconds: 0 });
    expect(report.consumers.find(({ name }) => name === consumer)).toEqual({
      name: consumer,
      subject: Counted.subject,
      pending: 0,
      unacknowledged: expect.any(Number),
      failing: 1,
      parked: 1,
      waitsFor: null,
    });
    expect(report).toMatchObject({ owns: ['mark'], copies: [] });
  });

  it('tell versions by id, page by page, and are published again for a copy that lacks them', async () => {
    await service.sql(`INSERT INTO marks VALUES ('a', 'x', 3), ('b', 'y', 1), ('c', 'z', 9)`);
    const first = await service.ask(pageVersions('events'), { noun: 'mark', limit: 2 }, { actor: DOCTOR });
    expect(first).toEqual({
      items: [
        { id: 'a', version: 3 },
        { id: 'b', version: 1 },
      ],
      next: 'b',
    });
    const rest = { noun: 'mark', after: 'b', limit: 2 };
    expect(await service.ask(pageVersions('events'), rest, { actor: DOCTOR })).toEqual({
      items: [{ id: 'c', version: 9 }],
      next: null,
    });
    const again = { noun: 'mark', ids: ['c', 'unknown'] };
    expect(await service.ask(republish('events'), again, { actor: DOCTOR })).toEqual({ published: 1 });
    expect(await service.factsOf(MarkChanged)).toEqual([{ id: 'c', value: 'z', version: 9 }]);
    await expect(
      service.ask(pageVersions('events'), { noun: 'outbox' }, { actor: DOCTOR }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are nobody else’s business', async () => {
    const organizer: Actor = {
      kind: 'person',
      id: 'organizer',
      grants: [{ role: 'organizer', programmeId: 'p', city: null }],
    };
    const one = { consumer, factId: 'x' };
    const asked = (actor: Actor) => [
      service.ask(reportFacts('events'), {}, { actor }),
      service.ask(listParked('events'), {}, { actor }),
      service.ask(replayParked('events'), one, { actor }),
      service.ask(dropParked('events'), one, { actor }),
      service.ask(pageVersions('events'), { noun: 'mark' }, { actor }),
      service.ask(republish('events'), { noun: 'mark', ids: ['a'] }, { actor }),
    ];
    const refusals = (actor: Actor, code: string) =>
      Promise.all(asked(actor).map((answer) => expect(answer).rejects.toMatchObject({ code })));
    await refusals(organizer, 'access.forbidden');
    await refusals({ kind: 'anonymous' }, 'access.unauthenticated');
  });
});
