import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Count, Counted, startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';

describe('an idempotency key', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startSample();
  });
  afterAll(() => service.stop());

  it('gives the same reply again and lets nothing happen twice', async () => {
    const as = { idempotencyKey: 'again' };
    const first = await service.ask(Count, { by: 3 }, as);
    const facts = await service.factsOf(Counted);
    expect(await service.ask(Count, { by: 3 }, as)).toEqual(first);
    expect(await service.factsOf(Counted)).toEqual(facts);
  });

  it('is refused with another body', async () => {
    await service.ask(Count, { by: 1 }, { idempotencyKey: 'body' });
    await expect(service.ask(Count, { by: 2 }, { idempotencyKey: 'body' })).rejects.toMatchObject({
      code: 'idempotency.reused',
    });
  });

  it('belongs to its actor', async () => {
    const as = (id: string) => ({
      idempotencyKey: 'mine',
      actor: { kind: 'person' as const, id, grants: [] },
    });
    const first = await service.ask(Count, {}, as('a'));
    expect(await service.ask(Count, {}, as('b'))).toEqual({ total: first.total + 1 });
  });

  it('remembers no refusal, so that a later try may succeed', async () => {
    const as = { idempotencyKey: 'refused' };
    await expect(service.ask(Count, { refuse: true }, as)).rejects.toMatchObject({ code: 'event.state' });
    await expect(service.ask(Count, { refuse: true }, as)).rejects.toMatchObject({ code: 'event.state' });
  });

  it('is taken once by many at the same moment', async () => {
    const [{ total: before } = { total: 0 }] = await service.sql<{ total: number }>(
      'SELECT total FROM counter',
    );
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => service.ask(Count, { by: 1 }, { idempotencyKey: 'crowd' })),
    );
    expect(new Set(replies.map((reply) => reply.total))).toEqual(new Set([before + 1]));
  });

  it('waits for the first try to the deadline and then says so', async () => {
    const blocker = service.sql(
      `WITH taken AS (INSERT INTO idempotency (actor, operation, key, body_hash)
         VALUES ('anonymous', 'req.events.count-up.v1', 'slow', 'x') RETURNING 1)
       SELECT pg_sleep(2) FROM taken`,
    );
    const asleep = `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`;
    await waitFor(async () => (await service.sql(asleep)).length);
    await expect(service.ask(Count, {}, { idempotencyKey: 'slow', deadlineMs: 400 })).rejects.toMatchObject({
      code: expect.stringMatching(/idempotency.in-flight|outcome.unknown/),
    });
    await blocker;
  });

  it('is new again after a day', async () => {
    const as = { idempotencyKey: 'day' };
    const first = await service.ask(Count, {}, as);
    await service.sql(
      `UPDATE idempotency SET created_at = created_at - interval '25 hours' WHERE key = 'day'`,
    );
    const second = await service.ask(Count, {}, as);
    expect(second.total).toBeGreaterThan(first.total);
  });
});
